// Names the chosen files and shows how far they are sent. Without script the form is sent as any other.
import { showPage } from "./show_page.js";

// Of sixty pictures the button that sends them must not stand far below.
const MOST_NAMED = 8;

/** Make one upload form work. */
export function start(form) {
  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => listFiles(form, input));
  }
  form.addEventListener("submit", (event) => {
    const chosen = [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length > 0);
    if (!chosen || event.defaultPrevented) return;
    event.preventDefault();
    if (form.dataset.sending) return; // pressed twice
    form.dataset.sending = "yes";
    send(form, new FormData(form, event.submitter));
  });
}

function listFiles(form, input) {
  const list = form.querySelector(`[data-files-of="${input.id}"]`);
  if (!list) return;
  const files = [...input.files];
  const named = form.dataset.more && files.length > MOST_NAMED ? files.slice(0, MOST_NAMED - 1) : files;
  const rest = files.slice(named.length);
  const items = named.map((file) => listed(isolated(file.name), sizeOf([file])));
  if (rest.length) items.push(listed(form.dataset.more.replace("{number}", rest.length), sizeOf(rest)));
  list.replaceChildren(...items);
  list.hidden = files.length === 0;
}

function listed(...words) {
  const item = document.createElement("li");
  item.append(...words);
  return item;
}

/** Return a name that may be written from right to left, with no effect on what stands beside it. */
export function isolated(name) {
  const words = document.createElement("bdi");
  words.textContent = name;
  return words;
}

function sizeOf(files) {
  const numbers = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  return ` (${numbers.format(bytes / 1_000_000)} MB)`;
}

function send(form, content) {
  const { place, bar, words } = progressOf(form);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    const percent = Math.round((100 * event.loaded) / event.total);
    bar.value = percent;
    words.textContent = form.dataset.sent.replace("{percent}", percent);
  });
  request.addEventListener("load", () => showPage(request.responseText, request.responseURL));
  request.addEventListener("error", () => {
    // The plain way tells the person what is wrong, in the browser's own words.
    place.remove();
    form.submit();
  });
  request.send(content);
}

function progressOf(form) {
  const place = document.createElement("div");
  place.className = "progress";
  const bar = document.createElement("progress");
  bar.max = 100;
  const words = document.createElement("p");
  words.setAttribute("role", "status");
  bar.setAttribute("aria-label", form.dataset.sent.replace("{percent}", "0"));
  place.append(words, bar);
  form.append(place);
  return { place, bar, words };
}

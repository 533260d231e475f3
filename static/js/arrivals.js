// Sends chosen, dropped or pasted files in pieces, one file after the other. A lost connection costs
// one piece: it goes on by itself, and after a reload as soon as the same file is chosen again.
// Without script the form around the field is sent as any other.
import { isolated } from "./upload.js";

const LARGEST_WITH_CHECKSUM = 64 * 1024 * 1024;
const LONGEST_WAIT = 30_000;

/** Make one place for files work: its form, dropping and pasting. */
export function start(place) {
  const form = place.querySelector("form");
  const input = place.querySelector("input[type=file]");
  const rows = [];
  // In the capturing phase, so that the whole form is not sent as well.
  place.addEventListener("submit", (event) => onSubmit(event, place, form, input, rows), true);
  // What is added while others are on their way comes along with them.
  input.addEventListener("change", () => place.dataset.sending && take(place, input, rows));
  window.addEventListener("beforeunload", (event) => {
    if (place.isConnected && place.dataset.sending) event.preventDefault();
  });
  place.addEventListener("dragover", (event) => {
    event.preventDefault();
    place.classList.add("is-over");
  });
  place.addEventListener("dragleave", () => place.classList.remove("is-over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("is-over");
    add(input, event.dataTransfer.files);
  });
  document.addEventListener("paste", (event) => {
    if (!place.isConnected || !event.clipboardData?.files.length) return;
    place.closest("details")?.setAttribute("open", "");
    add(input, event.clipboardData.files);
  });
}

function add(input, files) {
  if (!files.length) return;
  const all = new DataTransfer();
  for (const file of [...input.files, ...files]) all.items.add(file);
  input.files = all.files;
  input.dispatchEvent(new Event("change"));
  input.focus();
}

async function onSubmit(event, place, form, input, rows) {
  if (!input.files.length && !place.dataset.sending) return;
  event.preventDefault();
  event.stopPropagation();
  if (place.dataset.sending) return;
  place.dataset.sending = "yes";
  rows.length = 0;
  take(place, input, rows);
  const button = form.querySelector("button[type=submit]");
  button?.setAttribute("aria-disabled", "true");
  let good = true;
  for (let at = 0; at < rows.length; at += 1) {
    count(place, at, rows.length);
    good = (await bringIn(place, form, rows[at])) && good;
  }
  delete place.dataset.sending;
  button?.removeAttribute("aria-disabled");
  if (good) location.assign(place.dataset.next || form.action);
  else goOn(place, form);
}

/** Put the chosen files in the row of those that are sent. */
function take(place, input, rows) {
  if (!input.files.length) return;
  rows.push(...[...input.files].map((file) => rowOf(place, file)));
  place.querySelector("[data-arrivals-list]").replaceChildren(...rows.map((row) => row.item));
  place.querySelector("[data-arrivals-list]").hidden = false;
  input.value = "";
  input.dispatchEvent(new Event("change"));
}

function rowOf(place, file) {
  const item = document.createElement("li");
  const name = document.createElement("strong");
  name.append(isolated(file.name));
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  const words = document.createElement("span");
  words.textContent = place.dataset.waiting;
  item.append(name, bar, words);
  return { file, item, bar, words };
}

function count(place, done, all) {
  const said = all > 1 ? place.dataset.so.replace("{done}", done).replace("{all}", all) : "";
  place.querySelector("[data-arrivals-status]").textContent = said;
}

/** Something was refused: its reason stays on the page, and a link leads on to what is in. */
function goOn(place, form) {
  const list = place.querySelector("[data-arrivals-list]");
  list.prepend(...list.querySelectorAll(".is-refused"));
  const link = document.createElement("a");
  link.href = place.dataset.next || form.action;
  link.textContent = place.dataset.on;
  place.querySelector("[data-arrivals-status]").replaceChildren(place.dataset.done, " ", link);
}

/** Send one file; true when it is in or was already, false when it is refused. */
async function bringIn(place, form, row) {
  try {
    return await sendFile(place, form, row);
  } catch {
    return refuse(row, place.dataset.unreadable); // a stick was pulled out, or it is a folder
  }
}

async function sendFile(place, form, row) {
  const file = row.file;
  const begun = await keepTrying(place, row, () =>
    post(place.dataset.arrivals, form, { name: file.name, byte_size: file.size, modified: file.lastModified }),
  );
  if (begun.refusal) return refuse(row, begun.refusal);
  const total = Math.ceil(file.size / begun.piece);
  let at = begun.pieces;
  let again = 0;
  while (at < total) {
    const first = at * begun.piece;
    const piece = await file.slice(first, first + begun.piece).arrayBuffer();
    const checksum = await checksumOf(piece);
    const answer = await keepTrying(place, row, () =>
      put(begun.url + at, form, piece, checksum, (sent) => tell(place, row, first + sent)),
    );
    if (answer.refusal) return refuse(row, answer.refusal);
    again = answer.pieces > at ? 0 : again + 1;
    if (again > 5) return refuse(row, place.dataset.failed);
    at = answer.pieces;
  }
  tell(place, row, file.size);
  const checksum = file.size <= LARGEST_WITH_CHECKSUM ? await checksumOf(await file.arrayBuffer()) : "";
  const fate = await keepTrying(place, row, () => post(begun.end, form, { checksum }));
  return fate.refusal ? refuse(row, fate.refusal) : welcome(place, row, fate);
}

function tell(place, row, sent) {
  const percent = Math.min(100, Math.floor((100 * sent) / row.file.size));
  row.bar.value = percent;
  row.words.textContent = place.dataset.sent.replace("{percent}", percent);
}

function refuse(row, reason) {
  row.bar.remove();
  row.item.className = "is-refused";
  row.words.textContent = reason;
  return false;
}

function welcome(place, row, fate) {
  row.bar.remove();
  row.item.className = fate.new ? "is-taken" : "is-known";
  const link = document.createElement("a");
  link.href = fate.url;
  const which = document.createElement("span");
  which.className = "visually-hidden";
  which.textContent = ` ${row.file.name}`;
  link.append(place.dataset.see, which);
  row.words.replaceChildren(fate.new ? place.dataset.taken : place.dataset.known, " ", link);
  return fate.new;
}

/** Ask until there is an answer; what is wrong in the meantime stands beside the file. */
async function keepTrying(place, row, ask) {
  for (let wait = 1_000; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
    try {
      const response = await ask();
      const isAnswer = response.headers.get("Content-Type")?.includes("json");
      const answer = isAnswer ? await response.json() : {};
      if ((response.ok && isAnswer) || answer.refusal) return answer;
      if (response.status === 409) return answer;
      if (response.status < 500 && response.status !== 429) return { refusal: place.dataset.failed };
      row.words.textContent = place.dataset.later;
    } catch {
      row.words.textContent = place.dataset.lost;
    }
    await new Promise((go) => {
      setTimeout(go, wait);
      window.addEventListener("online", go, { once: true });
    });
  }
}

function post(url, form, fields) {
  const data = new FormData(form);
  for (const [name, value] of [...data.entries()]) if (value instanceof File) data.delete(name);
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return fetch(url, { method: "post", body: data });
}

/** Send one piece; `onSent` hears how many of its bytes are on their way, which fetch does not tell. */
function put(url, form, piece, checksum, onSent) {
  return new Promise((answered, lost) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-CSRFToken", form.querySelector("[name=csrf_token]").value);
    request.setRequestHeader("X-Checksum", checksum);
    request.upload.addEventListener("loadstart", () => onSent(0));
    request.upload.addEventListener("progress", (event) => onSent(event.loaded));
    request.addEventListener("error", lost);
    request.addEventListener("load", () => {
      const headers = { "Content-Type": request.getResponseHeader("Content-Type") ?? "" };
      answered(new Response(request.responseText, { status: request.status, headers }));
    });
    request.send(piece);
  });
}

/** Return the SHA-256 as the server writes it; nothing where the browser offers none. */
async function checksumOf(bytes) {
  if (!crypto.subtle) return "";
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

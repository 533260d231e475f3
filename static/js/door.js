// The door: a name is found in the list that is there, and a tap shows at once on the guest's line.
// Without a connection it is kept on the phone and sent later (keep_answers.js). Without script a
// form does both.

import { keepForLater } from "./keep_answers.js";
import { showPage } from "./show_page.js";

const guests = (page) => [...page.querySelectorAll("[data-guest]")];

/** Start on the list. */
export function start(list) {
  const field = document.getElementById(list.dataset.door);
  const none = document.getElementById("nobody-found");
  const narrow = () => {
    const words = field.value.trim().toLocaleLowerCase();
    guests(list).forEach((row) => { row.hidden = !row.dataset.guest.toLocaleLowerCase().includes(words); });
    if (none) none.hidden = guests(list).some((row) => !row.hidden);
  };
  field.addEventListener("input", narrow);
  // The next guest's name takes the place of the last one's.
  field.addEventListener("focus", () => field.select());
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    narrow();
  });
  list.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    note(event.target);
  }, true);
  list.addEventListener("answer-kept", (event) => {
    const row = event.target.closest("[data-guest]");
    row.dataset.waits = "";
    turn(row, event.target.dataset.what === "came");
  });
  // The page stays when what was kept has been sent: in a cellar the next one may not come, and an
  // iPhone would ask for its camera anew.
  document.addEventListener("answers-sent", (event) => {
    if (!list.isConnected) return;
    event.preventDefault();
    list.querySelectorAll("[data-waits]").forEach((row) => { delete row.dataset.waits; });
    fetch(location.href).then((answer) => retell(answer)).catch(() => {});
  });
  narrow();
}

/** Send one of a guest's two forms without leaving the page, or keep it; say whether it is noted. */
export async function note(form) {
  if (form.dataset.sending) return false;
  const data = new FormData(form);
  form.dataset.sending = "yes";
  // What waits goes first: the last tap on a guest is the one that counts.
  const mustWait = document.querySelector("[data-waits]") !== null;
  try {
    const answer = mustWait ? null : await fetch(form.action, { method: "post", body: data }).catch(() => null);
    if (answer && isDoor(answer)) return await retell(answer, form);
    await keepForLater(form, data); // no connection, or signed out: it is told when it is sent again
    return "waits" in form.closest("[data-guest]").dataset;
  } finally {
    delete form.dataset.sending;
  }
}

const isDoor = (answer) => answer.ok && new URL(answer.url).pathname === location.pathname;

/** Say what the page that was answered with says: who has come, also to others, and how many. */
async function retell(answer, form = null) {
  const html = await answer.text();
  const shown = new DOMParser().parseFromString(html, "text/html");
  const row = form?.closest("[data-guest]");
  // Signed out, say, or the seat has been given back: the page itself tells.
  if (!isDoor(answer) || (row && !shown.getElementById(row.id))) {
    showPage(html, answer.url);
    return false;
  }
  for (const place of ["h1", ".flashes"]) {
    document.querySelector(place).replaceChildren(...shown.querySelector(place).childNodes);
  }
  document.title = shown.title;
  for (const fresh of guests(shown)) {
    const known = document.getElementById(fresh.id);
    const came = fresh.querySelector("[data-came]");
    if (known && came && !("waits" in known.dataset)) turn(known, !came.hidden);
  }
  return !row || row.querySelector("[data-came]").hidden === (form.dataset.what !== "came");
}

/** Show the one of a guest's two forms that is left to press, and whether they have come. */
function turn(row, came) {
  const isHere = row.contains(document.activeElement);
  for (const form of row.querySelectorAll("form")) form.hidden = (form.dataset.what === "came") === came;
  row.querySelector("[data-came]").hidden = !came;
  if (isHere) row.querySelector("form:not([hidden]) button")?.focus();
}

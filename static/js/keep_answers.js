// Answers survive a lost connection: they are kept on this device and sent when it is back, never
// twice. A question keeps its first answer and a practice its key, so sending again is harmless.
// Kept under the name of whoever answered, since others may use the same device.

import { showPage } from "./show_page.js";

const WAIT = 5_000;
const key = (owner) => `answers:${owner}`;
const place = () => document.querySelector("[data-kept-answers]");
let timer = null;

function kept(owner) {
  try {
    return JSON.parse(localStorage.getItem(key(owner)) ?? "[]");
  } catch {
    return [];
  }
}

/** Keep the list; false where the browser keeps nothing. */
function keep(owner, answers) {
  try {
    if (answers.length) localStorage.setItem(key(owner), JSON.stringify(answers));
    else localStorage.removeItem(key(owner));
    return true;
  } catch {
    return false;
  }
}

function say(words) {
  const status = place();
  if (status) status.textContent = words;
}

/** Start on a form, or on the place where kept answers are told of. */
export function start(part) {
  if ("keptAnswers" in part.dataset) return watch(part.dataset.keptAnswers);
  part.addEventListener("submit", (event) => {
    const isMove = event.submitter?.name === "move";
    if (event.defaultPrevented || isMove) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    send(part, new FormData(part, event.submitter));
  });
  restoreWords(part);
}

function watch(owner) {
  sendKept(owner);
  window.addEventListener("online", () => sendKept(owner));
}

const hasFile = (data) => [...data.values()].some((value) => value instanceof File && value.size > 0);

async function send(form, data) {
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  try {
    const answer = await fetch(form.action, { method: "post", body: data });
    const html = await answer.text();
    if (answer.redirected) forgetWords(form.dataset.keepAnswer, form.action);
    showPage(html, answer.redirected ? answer.url : location.href);
  } catch {
    delete form.dataset.sending;
    await keepForLater(form, data);
  }
}

/** Keep what a form says until there is a connection again; the form hears "answer-kept". */
export async function keepForLater(form, data) {
  const owner = form.dataset.keepAnswer;
  if (hasFile(data)) {
    say(place()?.dataset.stay ?? "");
    await back();
    return send(form, data);
  }
  const fields = [...data.entries()].filter(([name, value]) => name !== "csrf_token" && typeof value === "string");
  const answer = { url: form.action, page: location.href, fields };
  const answers = kept(owner).filter((one) => !isSame(one, answer));
  if (keep(owner, [...answers, answer])) {
    say(place()?.dataset.kept ?? "");
    startAnew(form);
    form.dispatchEvent(new CustomEvent("answer-kept", { bubbles: true }));
  }
  later(owner);
}

// A form with a key of its own may be sent many times over, each a thing of its own; any other
// replaces what waits for the same address.
const keyOf = ({ fields }) => fields.find(([name]) => name === "sent_key")?.[1];
const isSame = (one, other) => one.url === other.url && keyOf(one) === keyOf(other);

/** Empty a form whose key has been used, so that something else can be told without a connection. */
function startAnew(form) {
  const key = form.elements.sent_key;
  if (!key || !("anew" in form.dataset) || !crypto.randomUUID) return;
  form.reset();
  key.value = crypto.randomUUID().replaceAll("-", "");
}

const back = () => new Promise((done) => {
  window.addEventListener("online", done, { once: true });
  setTimeout(done, WAIT);
});

function later(owner) {
  clearTimeout(timer);
  timer = setTimeout(() => sendKept(owner), WAIT);
}

/** Send what waits, oldest first; one that is not taken because its form is stale gets a new one. */
async function sendKept(owner, { dropsGone = true } = {}) {
  const run = () => sendAll(owner, dropsGone);
  // Two windows of the same browser take turns.
  await (navigator.locks ? navigator.locks.request(key(owner), run) : run());
}

async function sendAll(owner, dropsGone) {
  let answers = kept(owner);
  if (answers.length === 0) return;
  let last = null;
  while (answers.length > 0) {
    const outcome = await sendOne(answers[0]);
    if (outcome === "away") {
      say(place()?.dataset.kept ?? "");
      return later(owner);
    }
    if (outcome === "sign-in") return say(place()?.dataset.signIn ?? "");
    // At sign-out another place may be the one acted in, where this answer is only not found.
    if (outcome === "gone" && !dropsGone) return;
    if (outcome === "gone") say(place()?.dataset.gone ?? "");
    else {
      last = { ...answers[0], ...outcome };
      forgetWords(owner, last.url);
    }
    const [done] = answers;
    answers = kept(owner).filter((one) => !isSame(one, done));
    keep(owner, answers);
  }
  if (!last) return;
  say(place()?.dataset.sent ?? "");
  // A page that must go on as it is, with a list of guests say, hears of it and tells it itself.
  const mayLeave = place()?.dispatchEvent(new CustomEvent("answers-sent", { bubbles: true, cancelable: true })) ?? true;
  const isThere = location.href.split("#")[0] === last.page.split("#")[0];
  if (mayLeave && isThere && !isBusyElsewhere()) showPage(last.html, last.at);
}

/** Say whether something else is being told here or on its way: the page must not be taken from under it. */
function isBusyElsewhere() {
  const isTyped = (field) => field.type !== "hidden" && (
    ("defaultValue" in field && field.value !== field.defaultValue) || field.checked !== field.defaultChecked
  );
  return [...document.querySelectorAll("form[data-anew]")].some(
    (form) => form.dataset.sending || [...form.elements].some(isTyped),
  );
}

// The page the answer was written on has a fresh token, and tells whether one must sign in first.
async function sendOne({ url, page, fields }) {
  try {
    const form = await fetch(page);
    if (!form.url.startsWith(page.split("?")[0]) && form.redirected) return isSignIn(form) ? "sign-in" : await shownBy(form);
    if (form.status === 404 || form.status === 410) return "gone";
    if (!form.ok) return "away";
    const shown = new DOMParser().parseFromString(await form.text(), "text/html");
    const token = shown.querySelector("input[name=csrf_token]")?.value;
    const body = new FormData();
    fields.forEach(([name, value]) => body.append(name, value));
    body.set("csrf_token", token ?? "");
    const answer = await fetch(url, { method: "post", body });
    if (answer.status >= 500) return "away";
    if (answer.redirected && isSignIn(answer)) return "sign-in";
    return answer.ok ? await shownBy(answer) : "gone";
  } catch {
    return "away";
  }
}

const shownBy = async (answer) => ({ at: answer.url, html: await answer.text() });

/** Send what waits of all of a person's places; say whether anything of theirs is still unsent. */
export async function sendAllOf(user) {
  for (const name of namesOf(user, "answers")) await sendKept(name.slice("answers:".length), { dropsGone: false });
  return hasUnsent(user);
}

/** Say whether answers wait, or words are half written. */
export function hasUnsent(user) {
  return namesOf(user, "answers").length > 0 || namesOf(user, "words").some((name) => localStorage.getItem(name).trim());
}

/** Forget all that this browser has kept of a person. */
export function forgetAllOf(user) {
  ["answers", "words", "drafts"].flatMap((what) => namesOf(user, what)).forEach((name) => localStorage.removeItem(name));
}

// An owner is a person and one of their places: "<person>.<place>".
function namesOf(user, what) {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(`${what}:${user}.`));
  } catch {
    return [];
  }
}

const isSignIn = (answer) => !/^\/(my|o)\//.test(new URL(answer.url).pathname);

// Words in the middle of being written are there again when one comes back to the page.
const wordsOf = (owner, url) => `words:${owner}:${url}:`;

function restoreWords(form) {
  const start = wordsOf(form.dataset.keepAnswer, form.action);
  for (const area of form.querySelectorAll("textarea")) {
    try {
      if (!area.value) area.value = localStorage.getItem(start + area.name) ?? "";
    } catch {
      return;
    }
    area.addEventListener("input", () => localStorage.setItem(start + area.name, area.value));
  }
}

function forgetWords(owner, url) {
  const start = wordsOf(owner, url);
  const old = Object.keys(localStorage).filter((name) => name.startsWith(start));
  old.forEach((name) => localStorage.removeItem(name));
}

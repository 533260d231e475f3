// Signing out leaves nothing of a person in the browser. What is unsent is sent first; what cannot be
// sent is told of, and goes only at a second press.

import { forgetAllOf, hasUnsent, sendAllOf } from "./keep_answers.js";

/** Start on a form that signs out. */
export function start(form) {
  const user = form.dataset.signOut;
  const warning = form.querySelector("[data-unsent]");
  form.addEventListener("submit", async (event) => {
    if (!hasUnsent(user)) return forgetAllOf(user);
    event.preventDefault();
    const isTold = !warning.hidden;
    if (!isTold && (await sendAllOf(user))) {
      warning.hidden = false;
      warning.focus(); // so that it is read aloud
    } else if (navigator.onLine) {
      forgetAllOf(user);
      form.submit();
    }
  });
}

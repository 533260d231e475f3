// A second press of the same button does nothing, so nothing is sent twice.
const waiting = new WeakSet();

/** Watch every form of the page except those marked data-again. */
export function start() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || "again" in form.dataset) return;
    if (waiting.has(form)) {
      event.preventDefault();
      return;
    }
    waiting.add(form);
    mark(form, true);
    // A download leaves the page standing: give the button back after a while.
    setTimeout(() => release(form), 10_000);
  });
  // Coming back by the browser's back button finds the page as it was left.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) [...document.forms].forEach(release);
  });
}

function release(form) {
  waiting.delete(form);
  mark(form, false);
}

function mark(form, on) {
  for (const button of form.querySelectorAll("button:not([type=button]), input[type=submit]")) {
    if (on) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

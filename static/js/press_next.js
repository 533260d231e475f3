// The button most people press next has the focus, and the page stays where it begins: Enter is
// enough for those with a keyboard, and nobody on a phone is moved past what they are to look at.

/** Focus a button without scrolling to it, unless something else has the focus; say so beside it. */
export function start(button) {
  if (document.activeElement && document.activeElement !== document.body) return;
  button.focus({ preventScroll: true });
  const hint = document.querySelector("[data-by-key]");
  if (hint) hint.hidden = !matchMedia("(hover: hover)").matches;
}

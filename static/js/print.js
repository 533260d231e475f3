// Prints the page.

/** Make one print button work. */
export function start(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

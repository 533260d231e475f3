// Shows a password in plain letters and hides it again.

/** Make one show button work. */
export function start(button) {
  const field = document.getElementById(button.dataset.showPassword);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
  });
  // A password manager and the browser must see a password field when the form is sent.
  field.form?.addEventListener("submit", () => (field.type = "password"));
}

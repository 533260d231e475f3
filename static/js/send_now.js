// Sends a form as soon as its page is there. Without script its button does it.

/** Send the form inside this element. */
export function start(holder) {
  holder.querySelector("form").requestSubmit();
}

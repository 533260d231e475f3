// The door without a connection: a name is found in the list that is there, and a tap shows at once
// although it is kept on the phone and sent later (keep_answers.js). Without script a form does both.

/** Start on the list. */
export function start(list) {
  const field = document.getElementById(list.dataset.door);
  const rows = [...list.querySelectorAll("[data-guest]")];
  const none = document.getElementById("nobody-found");
  const narrow = () => {
    const words = field.value.trim().toLocaleLowerCase();
    rows.forEach((row) => { row.hidden = !row.dataset.guest.toLocaleLowerCase().includes(words); });
    if (none) none.hidden = rows.some((row) => !row.hidden);
  };
  field.addEventListener("input", narrow);
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    narrow();
  });
  list.addEventListener("answer-kept", (event) => turn(event.target));
  narrow();
}

/** Show the other of a guest's two forms, with what was noted. */
function turn(form) {
  const row = form.closest("[data-guest]");
  const isHere = row.contains(document.activeElement);
  for (const one of row.querySelectorAll("form")) one.hidden = one === form;
  row.querySelector("[data-came]").hidden = form.dataset.what !== "came";
  if (isHere) row.querySelector("form:not([hidden]) button").focus();
}

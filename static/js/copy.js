// Copies the words of one element. The words are on the page, so they can be marked by hand as well.

/** Give back the words of the element with this id. */
export function wordsOf(id) {
  const source = document.getElementById(id);
  if (!source) return "";
  return "value" in source ? source.value : source.innerText;
}

/** Make one copy button work. */
export function start(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  const label = button.querySelector("span");
  const before = label.textContent;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(wordsOf(button.dataset.copy));
    } catch {
      select(button.dataset.copy);
      return;
    }
    label.textContent = button.dataset.done;
    setTimeout(() => (label.textContent = before), 2500);
  });
}

function select(id) {
  const source = document.getElementById(id);
  if ("select" in source) source.select();
  else window.getSelection().selectAllChildren(source);
}

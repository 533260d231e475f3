// Numbers ticks in the order they are chosen and hands that order to the server. Without it the
// order on the page counts.

/** Start on one group; `data-choice-order` names the hidden field. */
export function start(group) {
  const field = document.getElementById(group.dataset.choiceOrder);
  const ticked = [...group.querySelectorAll("input:checked")].map((box) => box.value);
  const before = field.value.split(",").filter((value) => ticked.includes(value));
  let order = [...before, ...ticked.filter((value) => !before.includes(value))];

  const show = () => {
    field.value = order.join(",");
    for (const box of group.querySelectorAll("input[type=checkbox]")) {
      box.parentElement.querySelector(".choice__rank")?.remove();
      const place = order.indexOf(box.value);
      if (place < 0) continue;
      const rank = document.createElement("span");
      rank.className = "choice__rank";
      rank.textContent = String(place + 1);
      box.parentElement.append(rank);
    }
  };

  group.addEventListener("change", ({ target }) => {
    order = order.filter((value) => value !== target.value);
    if (target.checked) order.push(target.value);
    show();
  });
  show();
}

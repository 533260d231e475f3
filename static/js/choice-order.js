// Numbers ticks in the order they are chosen and hands the order to the server. Without it the
// order on the page counts.
for (const group of document.querySelectorAll("[data-choice-order]")) {
  const field = document.getElementById(group.dataset.choiceOrder);
  let order = field.value.split(",").filter(Boolean);

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

  const ticked = [...group.querySelectorAll("input:checked")].map((box) => box.value);
  order = [...order.filter((value) => ticked.includes(value)), ...ticked.filter((value) => !order.includes(value))];
  group.addEventListener("change", ({ target }) => {
    order = order.filter((value) => value !== target.value);
    if (target.checked) order.push(target.value);
    show();
  });
  show();
}

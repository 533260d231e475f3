// A list put in order by dragging its grips, or by the arrows beside. `data-sortable` names the field
// that holds the order. The arrows alone do it without script.

/** Make one list sortable. */
export function start(list) {
  const field = document.getElementById(list.dataset.sortable);
  const form = document.getElementById(`${list.dataset.sortable}-form`);
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  list.after(said);

  const items = () => [...list.querySelectorAll(":scope > [data-id]")];
  const note = () => {
    field.value = items().map((item) => item.dataset.id).join(",");
    const last = items().length - 1;
    items().forEach((item, place) => {
      const [up, down] = item.querySelectorAll("button[value$=up], button[value$=down]");
      if (up) up.disabled = place === 0;
      if (down) down.disabled = place === last;
    });
  };
  const tell = (item) => {
    const place = items().indexOf(item) + 1;
    said.textContent = list.dataset.moved.replace("{place}", place).replace("{total}", items().length);
  };
  // In the builder the order is kept at once; in a quiz it is sent with the answer.
  const keep = () => {
    if (!form) return;
    fetch(form.action, { method: "post", body: new FormData(form) }).then((answer) => {
      if (!answer.ok) location.reload();
    }, () => location.reload());
  };

  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[value]");
    const item = button?.closest("[data-id]");
    if (!item || item.parentElement !== list) return;
    event.preventDefault();
    const up = button.value.endsWith("up");
    const neighbour = up ? item.previousElementSibling : item.nextElementSibling;
    if (!neighbour) return;
    if (up) neighbour.before(item);
    else neighbour.after(item);
    note();
    tell(item);
    keep();
    (button.disabled ? item.querySelector("button:not(:disabled)") : button)?.focus();
  });

  // Pictures stand beside each other, and left and right count there.
  const standInRows = () => {
    const [first, second] = items().map((item) => item.getBoundingClientRect());
    return Boolean(second) && second.top < first.bottom;
  };

  for (const grip of list.querySelectorAll("[data-grip]")) {
    grip.hidden = false;
    grip.addEventListener("pointerdown", (event) => drag(event, grip));
  }

  function drag(event, grip) {
    const item = grip.closest("[data-id]");
    const before = field.value || items().map((one) => one.dataset.id).join(",");
    event.preventDefault();
    // The list holds the pointer: what moves in the page while dragged would lose it.
    list.setPointerCapture(event.pointerId);
    item.classList.add("is-dragged");
    const inRows = standInRows();
    const follow = ({ clientX, clientY }) => {
      for (const other of items()) {
        if (other === item) continue;
        const box = other.getBoundingClientRect();
        if (clientY < box.top || clientY > box.bottom) continue;
        if (inRows && (clientX < box.left || clientX > box.right)) continue;
        const isBefore = inRows
          ? clientX < box.left + box.width / 2
          : clientY < box.top + box.height / 2;
        if (isBefore) other.before(item);
        else other.after(item);
        break;
      }
    };
    const drop = () => {
      list.removeEventListener("pointermove", follow);
      item.classList.remove("is-dragged");
      note();
      if (field.value === before) return;
      tell(item);
      keep();
    };
    list.addEventListener("pointermove", follow);
    list.addEventListener("lostpointercapture", drop, { once: true });
  }
}

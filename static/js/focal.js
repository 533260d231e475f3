// Sets the two focal numbers by a click on the picture or by the arrow keys, and moves the ring.
const steps = { ArrowLeft: [-2, 0], ArrowRight: [2, 0], ArrowUp: [0, -2], ArrowDown: [0, 2] };

/** Make one focal point picture work. */
export function start(place) {
  const x = document.getElementById(place.dataset.x);
  const y = document.getElementById(place.dataset.y);
  const picture = place.querySelector("[data-focal-picture]");
  picture.tabIndex = 0;
  picture.setAttribute("role", "group");
  picture.setAttribute("aria-label", picture.dataset.label);

  const draw = () => {
    for (const ring of picture.querySelectorAll("circle")) {
      ring.setAttribute("cx", `${x.value || 50}%`);
      ring.setAttribute("cy", `${y.value || 50}%`);
    }
  };
  const set = (left, top) => {
    x.value = within(left);
    y.value = within(top);
    draw();
  };
  picture.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    set(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
  });
  picture.addEventListener("keydown", (event) => {
    if (!(event.key in steps)) return;
    event.preventDefault();
    const [right, down] = steps[event.key];
    set(Number(x.value || 50) + right, Number(y.value || 50) + down);
  });
  for (const field of [x, y]) field.addEventListener("input", draw);
}

function within(number) {
  return Math.round(Math.min(100, Math.max(0, number)));
}

// Sets the two focal numbers by a click on the picture or by the arrow keys, moves the ring, and
// shows at once how every format on the page would be cut.
const steps = { ArrowLeft: [-2, 0], ArrowRight: [2, 0], ArrowUp: [0, -2], ArrowDown: [0, 2] };

/** Make one focal point picture work. */
export function start(place) {
  const x = document.getElementById(place.dataset.x);
  const y = document.getElementById(place.dataset.y);
  const picture = place.querySelector("[data-focal-picture]");
  picture.tabIndex = 0;
  picture.setAttribute("role", "group");
  picture.setAttribute("aria-label", picture.dataset.label);
  place.querySelector("[data-focal-cuts]")?.removeAttribute("hidden");

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
    preview(picture.querySelector("img"), x.value / 100, y.value / 100);
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
  for (const field of [x, y]) {
    field.addEventListener("input", () => {
      draw();
      preview(picture.querySelector("img"), x.value / 100, y.value / 100);
    });
  }
}

/** Show the whole picture in the place of each format, cut as the server will cut it. */
function preview(whole, across, down) {
  for (const shown of document.querySelectorAll("#asset-shapes .shape__picture img, [data-focal-cuts] img")) {
    const [width, height] = [shown.width, shown.height].map(Number);
    const scale = Math.max(width / whole.naturalWidth, height / whole.naturalHeight);
    shown.src = whole.src;
    shown.style.objectFit = "cover";
    shown.style.aspectRatio = `${shown.getAttribute("width")} / ${shown.getAttribute("height")}`;
    shown.style.objectPosition = [
      placed(across, whole.naturalWidth * scale, width),
      placed(down, whole.naturalHeight * scale, height),
    ].join(" ");
  }
}

/** Return where the middle ends up along one side, as CSS wants it: the share of what is cut off. */
function placed(share, length, seen) {
  const spare = length - seen;
  if (spare < 1) return "50%";
  const start = Math.min(Math.max(share * length - seen / 2, 0), spare);
  return `${(100 * start) / spare}%`;
}

function within(number) {
  return Math.round(Math.min(100, Math.max(0, number)));
}

// Says at once whether white words can be read on the chosen colour. The server checks again.
const READABLE = 4.5;

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Watch one colour field and write what it means into the element it names. */
export function start(field) {
  const hint = document.getElementById(field.dataset.contrast);
  const words = hint.querySelector("[data-words]");
  const sample = hint.querySelector("[data-sample]");
  // Where script runs the whole page takes the colour at once, and needs no button for it.
  field.form.querySelector("[data-look]")?.remove();
  const show = () => {
    const ratio = 1.05 / (luminance(field.value) + 0.05);
    const isGood = ratio >= READABLE;
    const number = (Math.floor(ratio * 10) / 10).toLocaleString(document.documentElement.lang);
    words.textContent = (isGood ? hint.dataset.good : hint.dataset.bad).replace("{ratio}", number);
    sample.style.background = field.value;
    sample.style.color = "#ffffff";
    document.documentElement.style.setProperty("--organisation", field.value);
    document.documentElement.style.setProperty("--on-organisation", "#ffffff");
  };
  field.addEventListener("input", show);
  show();
}

// Shows one's own words where the suggestion stood, so that what is copied or shared begins with the first line.

/** Keep the words on the page like those in one text area. */
export function start(area) {
  const words = document.getElementById(area.dataset.rewrite);
  const show = () => (words.textContent = area.value.trim());
  area.addEventListener("input", show);
  show(); // a browser that comes back to the page keeps what was written
}

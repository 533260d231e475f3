// Her own words: they stand where the suggestion stood, so that what is copied or shared begins with the
// first line; how much is hers is counted as in media/kits/own_words.py; and what she wrote is kept in
// this browser alone, under her name, until she signs out or begins again.

/** Keep the words on the page like those in one text area. */
export function start(area) {
  const form = area.form;
  const words = document.getElementById(area.dataset.rewrite);
  const share = form.querySelector("[data-own-share]");
  const suggested = area.dataset.suggested;
  const show = () => {
    words.textContent = area.value.trim();
    const percent = ownPercent(suggested, area.value);
    const { none, some, all, empty } = share.dataset;
    const text = !area.value.trim() ? empty : percent === 0 ? none : percent === 100 ? all : some;
    share.textContent = text.replace("{percent}", percent);
  };
  restore(area);
  area.addEventListener("input", () => {
    show();
    keep(area);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  // Only needed where nothing is shown at once.
  form.querySelector("[type=submit]")?.setAttribute("hidden", "");
  form.querySelector("[data-kept-here]").hidden = false;
  const again = form.querySelector("[data-begin-again]");
  again.hidden = false;
  again.addEventListener("click", () => {
    area.value = suggested;
    forget(area);
    show();
    area.focus();
  });
  show(); // a browser that comes back to the page keeps what was written
}

const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** How much of a text is not the suggestion's, in whole percent. */
export function ownPercent(suggested, written) {
  const hers = wordsOf(written);
  if (hers.length === 0) return 0;
  let row = new Array(hers.length + 1).fill(0);
  for (const word of wordsOf(suggested)) {
    const last = row;
    row = [0];
    hers.forEach((other, place) => row.push(word === other ? last[place] + 1 : Math.max(last[place + 1], row[place])));
  }
  return Math.floor((100 * (hers.length - row[hers.length])) / hers.length);
}

function restore(area) {
  const kept = localStorageOrNothing()?.getItem(area.dataset.keep);
  if (!kept) return;
  area.value = kept;
  area.closest("details")?.setAttribute("open", "");
}

function keep(area) {
  try {
    if (area.value === area.dataset.suggested) forget(area);
    else localStorage.setItem(area.dataset.keep, area.value);
  } catch {
    return; // a browser that keeps nothing: the words stand on the page
  }
}

const forget = (area) => localStorageOrNothing()?.removeItem(area.dataset.keep);

function localStorageOrNothing() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

// Counts the letters of a text while it is written. Without script the limit stands below the field.

/** Keep one counter up to date. */
export function start(counter) {
  const field = document.getElementById(counter.dataset.counterOf);
  const { limit, first, text, firstText, tagsText } = counter.dataset;
  const show = () => {
    const used = [...field.value.replace(/\r\n/g, "\n")].length;
    const tags = (field.value.match(/#[\p{L}\p{N}_]+/gu) ?? []).length;
    const words = [fill(text, { used, limit })];
    if (Number(first) > 0) words.push(used > Number(first) ? fill(firstText, { first }) : "");
    if (Number(first) > 0 && tags > 0) words.push(fill(tagsText, { tags }));
    counter.textContent = words.filter(Boolean).join(" · ");
    counter.classList.toggle("is-over", used > Number(limit) || (Number(first) > 0 && tags > 5));
  };
  field.addEventListener("input", show);
  show();
}

function fill(text, values) {
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  return text.replace(/\{(\w+)\}/g, (_, name) => numbers.format(values[name]));
}

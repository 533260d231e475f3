// Counts the letters of a text while it is written. Without script the limit stands below the field.
// A text that goes out with mentions and hashtags is counted with them, and with a link in its place,
// as media/kits/operations.py does when it is saved. Where room is kept for hashtags that stand on the
// page already, only their number counts.

/** Keep one counter up to date. */
export function start(counter) {
  const { limit, first, text, firstText, tagsText, linkLetters } = counter.dataset;
  const [field, mentions, hashtags] = ["counterOf", "mentions", "hashtags"].map((name) =>
    document.getElementById(counter.dataset[name] ?? ""),
  );
  const there = tagsIn(document.getElementById(counter.dataset.tagsIn ?? "")?.textContent ?? "");
  const show = () => {
    const words = linkLetters ? field.value.replaceAll("{link}", "x".repeat(linkLetters)) : field.value;
    const names = namesIn(mentions?.value);
    const own = namesIn(hashtags?.value);
    const last = [...names, ...own].reduce((letters, name) => letters + lengthOf(name) + 2, 0);
    const used = lengthOf(words.replace(/\r\n/g, "\n")) + last;
    const tags = new Set([...own, ...there, ...tagsIn(words)]).size;
    const said = [fill(text, { used, limit })];
    if (Number(first) > 0) said.push(lengthOf(words) > Number(first) ? fill(firstText, { first }) : "");
    if (Number(first) > 0 && tags > 0) said.push(fill(tagsText, { tags }));
    counter.textContent = said.filter(Boolean).join(" · ");
    counter.classList.toggle("is-over", used > Number(limit) || (Number(first) > 0 && tags > 5));
  };
  for (const one of [field, mentions, hashtags]) one?.addEventListener("input", show);
  show();
}

// Each stands behind a space, the first on a line of its own, and has a sign of its own.
const namesIn = (text) => new Set((text ?? "").toLowerCase().split(/[\s,;#@]+/).filter(Boolean));

const tagsIn = (text) => namesIn(text.match(/#[\p{L}\p{N}_]+/gu)?.join(" "));

const lengthOf = (text) => [...text].length;

function fill(text, values) {
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  return text.replace(/\{(\w+)\}/g, (_, name) => numbers.format(values[name]));
}

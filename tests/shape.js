/* How a page is built: its elements, what they are and whether they say something, but not what. */
() => {
  const KEPT = /^(class|role|type|tabindex|rel|scope|autocomplete|disabled|hidden|open|popover|inert|method|open|required|checked|colspan|rowspan|aria-(?!label$|description$|value|roledescription))/;
  const POINTERS = /^(for|list|form|popovertarget|aria-(labelledby|describedby|controls|owns|activedescendant|errormessage|details))$/;
  const ids = new Map();
  document.querySelectorAll("[id]").forEach(({ id }) => ids.set(id, (ids.get(id) ?? 0) + 1));
  const attribute = ({ name, value }) => {
    if (name === "id") return ids.get(value) > 1 ? "id=twice" : "";
    if (POINTERS.test(name)) return `${name}=${value.trim().split(/\s+/).map((id) => ids.has(id))}`;
    return KEPT.test(name) ? `${name}=${value}` : name + (value.trim() ? "+" : "");
  };
  const shape = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? "words" : "";
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    const parts = [...node.childNodes].map(shape).filter(Boolean);
    const inside = parts.filter((part, number) => part !== parts[number - 1]);
    const own = [...node.attributes].map(attribute).filter(Boolean).sort();
    const shown = node.checkVisibility() ? "" : "!";
    return `${shown}${node.localName}[${own}](${inside})`;
  };
  return shape(document.documentElement);
}

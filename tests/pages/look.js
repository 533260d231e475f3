/* What a page looks like to somebody who measures it. Evaluates to a function of what is asked. */
(question) => {
  const seen = (el) =>
    el.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    !el.closest(".visually-hidden, .skip-link, [inert]");
  const name = (el) =>
    `${el.localName}${el.id ? "#" + el.id : ""}.${[...el.classList].join(".")} "${(el.innerText || el.value || "").trim().slice(0, 30)}"`;
  const CONTROLS =
    "a[href], button, summary, select, textarea, input:not([type=hidden]), [tabindex='0']";

  /* The box that can be pressed: a tick's is its label. */
  const target = (el) => {
    const label = el.matches("[type=checkbox], [type=radio]") && el.closest("label");
    return (label || el).getBoundingClientRect();
  };
  const isInline = (el) => {
    if (!getComputedStyle(el).display.startsWith("inline") || getComputedStyle(el).display !== "inline") return false;
    const around = el.parentElement.innerText.trim();
    return around.length > el.innerText.trim().length;
  };
  const targets = () => {
    const all = [...document.querySelectorAll(CONTROLS)].filter(seen);
    const boxes = all.map((el) => ({ el, box: target(el) })).filter(({ box }) => box.width && box.height);
    const isSmall = ({ box }) => box.width < 23.9 || box.height < 23.9;
    const near = (one, other) => {
      const x = one.box.x + one.box.width / 2, y = one.box.y + one.box.height / 2;
      if (isSmall(other)) {
        const dx = x - (other.box.x + other.box.width / 2), dy = y - (other.box.y + other.box.height / 2);
        return Math.hypot(dx, dy) < 24;
      }
      const dx = Math.max(other.box.left - x, 0, x - other.box.right);
      const dy = Math.max(other.box.top - y, 0, y - other.box.bottom);
      return Math.hypot(dx, dy) < 12;
    };
    const overlaps = (one, other) => one.el.contains(other.el) || other.el.contains(one.el);
    /* What scrolls beneath a bar that stays has no lasting neighbour in it. */
    const bar = ({ el }) => {
      for (let up = el; up; up = up.parentElement) if (/fixed|sticky/.test(getComputedStyle(up).position)) return up;
      return null;
    };
    const areNeighbours = (one, other) =>
      other !== one && !overlaps(one, other) && near(one, other) && bar(one) === bar(other);
    return boxes
      .filter((one) => isSmall(one) && !isInline(one.el))
      .filter((one) => boxes.some((other) => areNeighbours(one, other)))
      .map(({ el, box }) => `${name(el)} is ${box.width.toFixed(0)}×${box.height.toFixed(0)}`);
  };
  const wide = () => {
    const root = document.scrollingElement;
    if (root.scrollWidth <= innerWidth) return [];
    const inScroller = (el) => {
      for (let up = el.parentElement; up; up = up.parentElement)
        if (/auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX)) return up !== document.body && up !== root;
      return false;
    };
    return [...document.querySelectorAll("body *")]
      .filter((el) => el.getBoundingClientRect().right > innerWidth + 1 && !inScroller(el))
      .map((el) => `${name(el)} ends at ${el.getBoundingClientRect().right.toFixed(0)}`)
      .slice(0, 6)
      .concat(`the page is ${root.scrollWidth} wide`);
  };
  const pictures = () =>
    [...document.images]
      .filter((img) => seen(img) && !(img.complete && img.naturalWidth))
      .map((img) => img.currentSrc || img.src);
  const focus = () => {
    const el = document.activeElement;
    if (!el || el === document.body) return null;
    const box = target(el);
    const ringed = (one) => {
      const style = getComputedStyle(one);
      return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    };
    const x = Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 2);
    const y = box.y + Math.min(box.height / 2, 24);
    const top = document.elementFromPoint(x, y);
    const shown = top && (el.contains(top) || top.contains(el) || el.closest("label")?.contains(top));
    return {
      name: name(el),
      key: el.dataset.stop ??= String((window.stops = (window.stops ?? 0) + 1)),
      skip: el.classList.contains("skip-link"),
      ringed: ringed(el) || [el.closest("label"), el.parentElement].some((one) => one && ringed(one)),
      shown: Boolean(shown) && y > 0 && y < innerHeight,
      above: shown ? "" : top ? name(top) : "nothing",
    };
  };
  const plain = () => ({
    lang: document.documentElement.lang,
    title: document.title,
    headings: [...document.querySelectorAll("h1")].filter((el) => el.checkVisibility()).map((el) => el.innerText),
    main: document.querySelector("main")?.innerText ?? "",
  });
  return { targets, wide, pictures, focus, plain }[question]();
}

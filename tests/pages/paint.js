/* What wears the organisation's colour on this page, as pairs of colours and the least contrast. */
() => {
  const pad = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const over = (top, ground) => {
    pad.clearRect(0, 0, 1, 1);
    for (const colour of [ground, top]) {
      pad.fillStyle = colour;
      pad.fillRect(0, 0, 1, 1);
    }
    return "#" + [...pad.getImageData(0, 0, 1, 1).data].slice(0, 3).map((n) => n.toString(16).padStart(2, "0")).join("");
  };
  const ground = (el) => {
    const layers = [];
    for (let up = el; up; up = up.parentElement) layers.unshift(getComputedStyle(up).backgroundColor);
    return layers.reduce((below, colour) => over(colour, below), "#ffffff");
  };
  const found = [];
  const say = (what, front, back, least) => found.push({ what, front: over(front, back), back, least });
  const each = (selector, look) => document.querySelectorAll(selector).forEach((el) => el.checkVisibility() && look(el, getComputedStyle(el)));

  const WORDS = ".button, main a:not(.button, .kit-card, [class*=kit-card]), .chip, .card--next, .card--next *, .tabs-bottom a, .avatar, .todo__badge";
  each(WORDS, (el, style) => {
    if ([...el.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
      say(`words of ${el.className || el.localName}`, style.color, ground(el), 4.5);
  });
  each(".button:not(.button--quiet, .button--danger, .button--link)", (el) => say("a button", ground(el), ground(el.parentElement), 3));
  each(".wordmark__leaf, .weeks__box--on", (el) => say(el.className, ground(el), ground(el.parentElement), 3));
  each(".bars__bar--marked, .meter__part:not(.meter__part--2, .meter__part--3)", (el, style) =>
    say(el.getAttribute("class"), style.fill, ground(el.closest("svg").parentElement), 3));
  each("main a, main button", (el, style) => {
    el.focus();
    const now = getComputedStyle(el);
    if (el.matches(":focus-visible") && now.outlineStyle !== "none")
      say(`focus around ${el.className || el.localName}`, now.outlineColor, ground(el.parentElement), 3);
  });
  return found;
}

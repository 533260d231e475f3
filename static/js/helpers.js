// Which small helper belongs to which part of a page. Every page works without them.
const helpers = {
  "[data-copy]": "./copy.js",
  "[data-share], [data-save]": "./share.js",
  "[data-counter-of]": "./counter.js",
  "[data-contrast]": "./contrast.js",
  "[data-focal]": "./focal.js",
  "[data-rewrite]": "./rewrite.js",
  "[data-choice-order]": "./choice_order.js",
  "[data-arrivals]": "./arrivals.js",
  "form[data-upload]": "./upload.js",
  "[data-keep-all]": "./keep_all.js",
  "[data-show-password]": "./password.js",
  "form[data-passkey]": "./passkey.js",
  "[data-print]": "./print.js",
  "[data-sortable]": "./sortable.js",
  "[data-kept-answers], form[data-keep-answer]": "./keep_answers.js",
  "[data-send-now]": "./send_now.js",
  "form[data-sign-out]": "./sign_out.js",
};

/** Start every helper that something under `root` asks for. */
export async function start(root = document) {
  for (const [selector, module] of Object.entries(helpers)) {
    const found = [...root.querySelectorAll(selector)];
    if (found.length === 0) continue;
    const helper = await import(module);
    found.forEach(helper.start);
  }
  if (root.querySelector("[hx-get], [hx-post]")) loadHtmx();
}

function loadHtmx() {
  if (document.getElementById("htmx")) return;
  const script = document.createElement("script");
  script.id = "htmx";
  script.src = new URL("../vendor/htmx-2.0.11/htmx.min.js", import.meta.url).href;
  // Loaded between "DOM ready" and "all is loaded", it would wait for what has been already.
  script.addEventListener("load", () => window.htmx.process(document.body));
  document.head.append(script);
}

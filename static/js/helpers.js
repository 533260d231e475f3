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
  "[data-door]": "./door.js",
  "[data-door-camera]": "./door_camera.js",
  "form[data-sign-out]": "./sign_out.js",
  "[data-press-next]": "./press_next.js",
};

/** Start every helper that something under `root` asks for. Then `html` has `data-ready`. */
export async function start(root = document) {
  const page = document.documentElement;
  if (root === document) delete page.dataset.ready;
  const asked = Object.entries(helpers)
    .map(([selector, module]) => ({ found: [...root.querySelectorAll(selector)], module }))
    .filter(({ found }) => found.length > 0);
  // All are fetched at once and started in their order; one that does not come costs only itself.
  const came = await Promise.allSettled(asked.map(({ module }) => import(module)));
  came.forEach(({ value }, number) => value && asked[number].found.forEach(value.start));
  if (root.querySelector("[hx-get], [hx-post]")) await loadHtmx();
  if (root === document) page.dataset.ready = "";
}

let htmxIsHere = null;

function loadHtmx() {
  htmxIsHere ??= new Promise((done) => {
    const script = document.createElement("script");
    script.src = new URL("../vendor/htmx-2.0.11/htmx.min.js", import.meta.url).href;
    script.addEventListener("load", () => {
      // Loaded between "DOM ready" and "all is loaded", it would wait for what has been already.
      window.htmx.process(document.body);
      repeatWhatWasTyped();
      done();
    });
    script.addEventListener("error", done);
    document.head.append(script);
  });
  return htmxIsHere;
}

/** Tell those who listen to a form what somebody typed before they could hear it. */
function repeatWhatWasTyped() {
  for (const listener of document.querySelectorAll("form [hx-trigger^=input]")) {
    const fields = [...listener.closest("form").elements];
    const typed = fields.find((field) => "defaultValue" in field && field.value !== field.defaultValue);
    typed?.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// A page that was fetched is shown from what came back: asking for it again would lose its message.
import { start as startHelpers } from "./helpers.js";

/** Show `html` as the page of `url`. */
export function showPage(html, url) {
  const page = new DOMParser().parseFromString(html, "text/html");
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  history.pushState({}, "", url || location.href);
  startHelpers();
  window.htmx?.process(document.body);
  (document.querySelector("[autofocus]") ?? document.getElementById("main"))?.focus();
  window.scrollTo(0, 0);
}
window.addEventListener("popstate", () => location.reload());

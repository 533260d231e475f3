// The one script of every page.
import { start as startHelpers } from "./helpers.js";
import { start as sendOnce } from "./submit_once.js";

sendOnce();
startHelpers();
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) startHelpers(event.detail.elt);
});

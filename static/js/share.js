// Hands pictures to the phone's share sheet: files only, because Instagram drops out when text comes along.
import { wordsOf } from "./copy.js";

const isIphone = /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);
// More than this is refused by the sheet of some phones.
const MOST_FILES = 10;
const MOST_BYTES = 50 * 1024 * 1024;

/** Make one share or save button work where files can be shared; elsewhere it stays as it is. */
export async function start(place) {
  if (!navigator.canShare) return;
  if ("save" in place.dataset && !isIphone) return;
  const lid = place.closest("details:not([open])");
  if (!lid) return prepare(place);
  lid.hidden = false; // there is something to open only where pictures can be shared
  lid.addEventListener("toggle", () => prepare(place), { once: true });
}

// The files must be here before the tap: waiting for them would lose the right to open the sheet.
async function prepare(place) {
  const status = place.querySelector("[role=status]");
  if (status && place.closest("details")) {
    place.hidden = false;
    place.querySelector("button").hidden = true;
    status.textContent = place.dataset.waiting;
  }
  const files = await fetchFiles(place);
  const isHeavy = files.reduce((bytes, file) => bytes + file.size, 0) > MOST_BYTES;
  if (status) status.textContent = isHeavy ? place.dataset.heavy : "";
  if (files.length === 0 || isHeavy || !navigator.canShare({ files })) return;
  if ("save" in place.dataset) saveBySheet(place, files);
  else shareByTap(place, files, status);
}

function saveBySheet(form, files) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    share(files)
      .then((done) => done && note(form, "save"))
      .catch(() => form.submit());
  });
}

function shareByTap(place, files, status) {
  place.hidden = false;
  const button = place.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", () => {
    // Both must begin within the tap; what is said follows once both are done.
    const copied = copyFirst(place);
    share(files)
      .then(async (done) => {
        if (done) note(place, "share");
        status.textContent = (await copied) ? place.dataset.copied : "";
      })
      .catch(() => (status.textContent = place.dataset.failed));
  });
}

async function fetchFiles(place) {
  const wanted = [...place.querySelectorAll("data")].slice(0, MOST_FILES);
  try {
    return await Promise.all(wanted.map(fetchFile));
  } catch {
    return [];
  }
}

async function fetchFile(item) {
  const answer = await fetch(item.value, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const blob = await answer.blob();
  return new File([blob], item.dataset.name, { type: blob.type });
}

/** Copy the words that belong with the pictures; give back whether it worked. */
async function copyFirst(place) {
  if (!place.dataset.copyFirst || !navigator.clipboard) return false;
  try {
    await navigator.clipboard.writeText(wordsOf(place.dataset.copyFirst));
    return true;
  } catch {
    return false;
  }
}

/** Open the sheet; say whether the files went anywhere. */
async function share(files) {
  try {
    await navigator.share({ files });
    return true;
  } catch (error) {
    // Somebody who closes the sheet has changed their mind; that needs no words.
    if (error.name !== "AbortError") throw error;
    return false;
  }
}

// Tells which pictures somebody has now, so that they can be asked to remove one that must go. Sent even
// if the phone goes on to another app at once.
function note(place, way) {
  if (!place.dataset.note) return;
  const told = new FormData();
  told.set("csrf_token", place.dataset.token);
  told.set("way", way);
  for (const item of [...place.querySelectorAll("data")].slice(0, MOST_FILES)) told.append("picture", item.dataset.id);
  fetch(place.dataset.note, { method: "post", body: told, keepalive: true }).catch(() => {});
}

// Hands pictures to the phone's share sheet: files only, because Instagram drops out when text comes along.
import { wordsOf } from "./copy.js";

const isIphone = /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);

/** Make one share or save button work where files can be shared; elsewhere it stays as it is. */
export async function start(place) {
  if (!navigator.canShare) return;
  if ("save" in place.dataset && !isIphone) return;
  // The files must be here before the tap: waiting for them would lose the right to open the sheet.
  const files = await fetchFiles(place);
  if (files.length === 0 || !navigator.canShare({ files })) return;
  if ("save" in place.dataset) {
    place.addEventListener("click", (event) => {
      event.preventDefault();
      share(files).catch(() => location.assign(place.href));
    });
    return;
  }
  place.hidden = false;
  const status = place.querySelector("[role=status]");
  place.querySelector("button").addEventListener("click", () => {
    // Both must begin within the tap; what is said follows once both are done.
    const copied = copyFirst(place);
    share(files)
      .then(async () => (status.textContent = (await copied) ? place.dataset.copied : ""))
      .catch(() => (status.textContent = place.dataset.failed));
  });
}

async function fetchFiles(place) {
  const wanted = [...place.querySelectorAll("data")].slice(0, 10);
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

async function share(files) {
  try {
    await navigator.share({ files });
  } catch (error) {
    // Somebody who closes the sheet has changed their mind; that needs no words.
    if (error.name !== "AbortError") throw error;
  }
}

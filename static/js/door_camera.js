// Guests' codes, read by this phone's camera inside the page of the door: the guest is found in the
// list that is there, so it works without a connection too. Nothing of the picture is kept. Where
// the browser reads no codes the button stays away, and the phone's own camera opens the guest's page.

import { keepForLater } from "./keep_answers.js";

const PAUSE = 250;

/** Start on the part of the page with the two buttons. */
export async function start(part) {
  if (!(await canRead())) return;
  const [begin, end] = part.querySelectorAll("button");
  const status = part.querySelector("[role=status]");
  const say = (words, name = "") => { status.textContent = words.replace("{name}", name); };
  let video = null;

  function stop() {
    video?.srcObject?.getTracks().forEach((track) => track.stop());
    video?.remove();
    video = null;
    begin.hidden = false;
    end.hidden = true;
  }

  begin.addEventListener("click", async () => {
    try {
      video = await show(part);
    } catch {
      return say(part.dataset.denied);
    }
    begin.hidden = true;
    end.hidden = false;
    end.focus();
    say(part.dataset.reading);
    await watch(video, (code) => take(code, part.dataset, say));
    stop();
  });
  end.addEventListener("click", stop);
  part.hidden = false;
}

async function canRead() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return false;
  return (await BarcodeDetector.getSupportedFormats()).includes("qr_code");
}

async function show(part) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const video = document.createElement("video");
  Object.assign(video, { autoplay: true, muted: true, playsInline: true, srcObject: stream });
  video.setAttribute("aria-label", part.dataset.label);
  part.append(video);
  return video;
}

/** Read until the picture is taken off the page; the same code is told of once in a row. */
async function watch(video, tell) {
  const reader = new BarcodeDetector({ formats: ["qr_code"] });
  let last = "";
  while (video.isConnected) {
    const [found] = await reader.detect(video).catch(() => []);
    if (found && found.rawValue !== last) {
      last = found.rawValue;
      await tell(last);
    }
    await new Promise((done) => setTimeout(done, PAUSE));
  }
  video.srcObject.getTracks().forEach((track) => track.stop());
}

/** Tick off the guest whose code it is. */
async function take(code, words, say) {
  const row = rowOf(code);
  if (!row) return say(words.unknown);
  const form = row.querySelector("form[data-what=came]");
  if (!form || form.hidden) return say(words.already, row.dataset.guest);
  const data = new FormData(form);
  try {
    const answer = await fetch(form.action, { method: "post", body: data });
    const here = new URL(answer.url).pathname === location.pathname;
    if (!answer.ok || !here) return form.requestSubmit(); // signed out, say: the ordinary way tells
    const shown = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelector("h1").textContent = shown.querySelector("h1").textContent;
    form.dispatchEvent(new CustomEvent("answer-kept", { bubbles: true }));
  } catch {
    await keepForLater(form, data);
  }
  say(words.came, row.dataset.guest);
}

function rowOf(code) {
  const door = `${location.pathname}/`;
  const path = pathOf(code);
  return path.startsWith(door) ? document.getElementById(`seat-${path.slice(door.length)}`) : null;
}

function pathOf(code) {
  try {
    return new URL(code).pathname;
  } catch {
    return ""; // some other code
  }
}

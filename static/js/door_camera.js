// Guests' codes, read by this phone's camera inside the page of the door: the guest is found in the
// list that is there, so it works without a connection too. Nothing of the picture is kept. A browser
// that reads no codes itself, as on an iPhone, is lent a reader together with the page. Where there
// is no camera the button stays away, and the phone's own camera opens the guest's page.

import { note } from "./door.js";

const PAUSE = 250;

/** Start on the part of the page with the two buttons. */
export async function start(part) {
  if (!navigator.mediaDevices?.getUserMedia) return;
  const reader = await findReader().catch(() => null);
  if (!reader) {
    // The connection went while the reader was fetched: it is fetched once there is one again.
    window.addEventListener("online", () => start(part), { once: true });
    return;
  }
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
    say("");
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
    await watch(video, reader, (code) => take(code, part.dataset, say));
    stop();
  });
  end.addEventListener("click", stop);
  part.hidden = false;
}

/** The browser's own reader, or ours, fetched while there is a connection. */
async function findReader() {
  const own = window.BarcodeDetector;
  const readsThem = (await own?.getSupportedFormats().catch(() => []))?.includes("qr_code");
  const Reader = readsThem ? own : (await lentReader()).BarcodeDetector;
  return new Reader({ formats: ["qr_code"] });
}

/** Our reader. A browser may remember for ever that an import has failed, so the files are fetched before it. */
async function lentReader() {
  const files = ["decode.js", "index.js"].map((name) => new URL(`../vendor/qr-0.7.0/${name}`, import.meta.url));
  await Promise.all(files.map((file) => fetch(file)));
  return import("../vendor/qr-0.7.0/decode.js");
}

async function show(part) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const video = document.createElement("video");
  Object.assign(video, { autoplay: true, muted: true, playsInline: true, srcObject: stream });
  video.setAttribute("aria-label", part.dataset.label);
  part.append(video);
  return video;
}

/** Read until the picture is taken off the page or the phone takes its camera back; the same code is told of once in a row. */
async function watch(video, reader, tell) {
  let last = "";
  while (video.isConnected && video.srcObject.active) {
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
  if (await note(form)) say(words.came, row.dataset.guest);
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

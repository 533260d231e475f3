// Makes and uses passkeys. The server says what to ask for; the form sends back what the browser answers.

const PASSED_BACK = {
  create: ["attestationObject", "clientDataJSON"],
  get: ["authenticatorData", "clientDataJSON", "signature", "userHandle"],
};

/** Make one passkey form work, or say that this browser cannot. */
export function start(form) {
  if (!window.PublicKeyCredential || !window.isSecureContext) {
    const missing = document.querySelector("[data-passkey-missing]");
    if (missing) missing.hidden = false;
    return;
  }
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    const name = form.elements.name;
    if (form.elements.credential.value || (name && !name.value.trim())) return; // the server says what is wrong
    event.preventDefault();
    ask(form);
  });
}

async function ask(form) {
  const said = form.querySelector("[role=alert]");
  said.hidden = true;
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  try {
    const kind = form.dataset.passkey === "make" ? "create" : "get";
    const publicKey = readable(await optionsFor(form));
    const credential = await navigator.credentials[kind]({ publicKey });
    form.elements.credential.value = JSON.stringify(sendable(credential, kind));
    form.requestSubmit();
  } catch {
    said.textContent = form.dataset.refused;
    said.hidden = false;
  } finally {
    form.ariaBusy = "false";
  }
}

async function optionsFor(form) {
  const answer = await fetch(form.dataset.options, {
    method: "POST",
    headers: { "X-CSRFToken": form.elements.csrf_token.value, Accept: "application/json" },
  });
  // Asked to show again who one is: the page itself leads there.
  if (answer.redirected) location.reload();
  if (!answer.ok || answer.redirected) throw new Error(`${answer.status}`);
  return answer.json();
}

function readable(options) {
  const withBytes = (keys) => keys?.map((key) => ({ ...key, id: bytes(key.id) }));
  return {
    ...options,
    challenge: bytes(options.challenge),
    ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
    ...(options.excludeCredentials && { excludeCredentials: withBytes(options.excludeCredentials) }),
    ...(options.allowCredentials && { allowCredentials: withBytes(options.allowCredentials) }),
  };
}

function sendable(credential, kind) {
  const response = {};
  for (const part of PASSED_BACK[kind]) {
    const value = credential.response[part];
    if (value) response[part] = text(value);
  }
  if (kind === "create") response.transports = credential.response.getTransports?.() ?? [];
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: {},
  };
}

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

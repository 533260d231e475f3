// Several forms stand beside each other, and saving one must not lose what was typed in another:
// those that were changed are sent as well. Without script each form saves itself.

/** Watch the forms within `part`. */
export function start(part) {
  const forms = [...part.querySelectorAll("form[method=post]")].filter((form) => form.elements.length > 3);
  const asLoaded = new Map(forms.map((form) => [form, sent(form)]));
  const changed = (form) => typed(form) !== asLoaded.get(form);
  part.addEventListener("submit", async (event) => {
    const pressed = event.target;
    if (!asLoaded.has(pressed)) return;
    const others = forms.filter((form) => form !== pressed && changed(form));
    if (others.length === 0) return;
    event.preventDefault();
    let last = pressed;
    for (const form of others) {
      // A form that was accepted leads on; one that was not must be shown with its errors.
      if (!(await isAccepted(form))) [last] = [form, await isAccepted(last)];
    }
    last.submit();
  });
}

/** What the form came with, whatever was typed before this script was there. */
function sent(form) {
  const copy = form.cloneNode(true);
  copy.reset();
  return typed(copy);
}

function typed(form) {
  const data = new FormData(form);
  data.delete("csrf_token");
  return new URLSearchParams(data).toString();
}

async function isAccepted(form) {
  const answer = await fetch(form.action, { method: "post", body: new FormData(form) });
  return answer.ok && answer.redirected;
}

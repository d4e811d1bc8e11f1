// Asks the browser for a passkey and sends it with the form around. Nothing else: without it the form still says what is missing.
const part = document.querySelector("[data-passkey]");
const form = part?.closest("form");
const says = part?.querySelector("[data-says]");
const button = part?.querySelector("button");

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const described = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

class Told extends Error {}

async function ask() {
  const token = form.elements.namedItem("__RequestVerificationToken").value;
  const response = await fetch(part.dataset.options, { method: "POST", headers: { RequestVerificationToken: token } });
  const answer = await response.json();
  if (!response.ok) throw new Told(answer.detail);
  return answer;
}

async function make() {
  const options = await ask();
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: described(options.excludeCredentials),
    },
  });
  return {
    ...common(made),
    response: {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports?.() ?? [],
    },
  };
}

async function show() {
  const options = await ask();
  const shown = await navigator.credentials.get({
    publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: described(options.allowCredentials) },
  });
  return {
    ...common(shown),
    response: {
      clientDataJSON: text(shown.response.clientDataJSON),
      authenticatorData: text(shown.response.authenticatorData),
      signature: text(shown.response.signature),
      userHandle: shown.response.userHandle ? text(shown.response.userHandle) : undefined,
    },
  };
}

const common = (credential) => ({
  id: credential.id,
  rawId: text(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
  clientExtensionResults: credential.getClientExtensionResults(),
});

const nameWillDo = (name) => name.length > 0 && name.length <= 40;

function sentence(error) {
  if (error instanceof Told) return error.message;
  switch (error.name) {
    case "NotAllowedError":
      return "No passkey was given: it was cancelled, it took too long, or this device has none for this site. Nothing was changed; you can try again.";
    case "InvalidStateError":
      return "This device has a passkey for this site already. Use another device, or sign in with it.";
    case "SecurityError":
      return "The browser will not use a passkey at this address. Open the site under its own name.";
    default:
      return "That did not work. Nothing was changed; you can try again.";
  }
}

form?.addEventListener("submit", async (event) => {
  // A name that will not do is the server's to say, before a passkey is made that nobody keeps.
  const name = form.elements.namedItem("name");
  if (name && !nameWillDo(name.value.trim())) return;
  event.preventDefault();
  if (!window.PublicKeyCredential) {
    says.textContent = "This browser knows no passkeys. Use a newer browser, or another device.";
    return;
  }
  says.textContent = "";
  button.disabled = true;
  try {
    const credential = part.dataset.passkey === "new" ? await make() : await show();
    form.elements.namedItem("credential").value = JSON.stringify(credential);
    form.submit();
  } catch (error) {
    says.textContent = sentence(error);
    button.disabled = false;
    button.focus();
  }
});

// Coming back by the browser's history must not find a button that was switched off.
window.addEventListener("pageshow", () => {
  if (button) button.disabled = false;
});

// Has a passkey sign what stands in the form, and sends it with the form. What is signed is made here from the statement itself, so a page cannot show
// one statement and have another signed by naming another challenge.
const part = document.querySelector("[data-sign]");
const form = part?.closest("form");
const says = part?.querySelector("[data-says]");
const buttons = [...(form?.querySelectorAll("button") ?? [])];

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
const field = (name) => form.elements.namedItem(name);

async function challenge() {
  const domain = new TextEncoder().encode("writ.approval/v1\n");
  const statement = bytes(field("statement").value);
  const signed = new Uint8Array(domain.length + statement.length);
  signed.set(domain);
  signed.set(statement, domain.length);
  return crypto.subtle.digest("SHA-256", signed);
}

async function sign() {
  const transports = part.dataset.transports ? part.dataset.transports.split(" ") : undefined;
  const shown = await navigator.credentials.get({
    publicKey: {
      challenge: await challenge(),
      allowCredentials: [{ type: "public-key", id: bytes(part.dataset.sign), transports }],
      userVerification: "required",
      timeout: 120000,
    },
  });
  field("authenticator").value = text(shown.response.authenticatorData);
  field("client").value = text(shown.response.clientDataJSON);
  field("signature").value = text(shown.response.signature);
}

function sentence(error) {
  switch (error.name) {
    case "NotAllowedError":
      return `Nothing was signed: it was cancelled, it took too long, or the passkey “${part.dataset.name}” is not at hand. Nothing was sent; you can try again.`;
    case "SecurityError":
      return "The browser will not use a passkey at this address. Open the site under its own name. Nothing was sent.";
    default:
      return "That did not work. Nothing was sent; you can try again.";
  }
}

const rest = (quiet) => buttons.forEach((button) => (button.disabled = quiet));

if (form && !window.PublicKeyCredential) {
  says.textContent = "This browser knows no passkeys, so nothing can be signed here. Use a newer browser, or another device.";
} else if (form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.signing) return;
    form.dataset.signing = "yes";
    says.textContent = "Your device asks for the passkey now.";
    rest(true);
    try {
      await sign();
      says.textContent = "Signed. It is being sent.";
      form.submit();
    } catch (error) {
      says.textContent = sentence(error);
      delete form.dataset.signing;
      rest(false);
      buttons[0]?.focus();
    }
  });

  // A browser may keep what stood in the fields, or the whole page: neither a signature that was used nor a button that was switched off is found again.
  const anew = () => {
    delete form.dataset.signing;
    rest(false);
    says.textContent = "";
    for (const name of ["authenticator", "client", "signature"]) field(name).value = "";
  };
  anew();
  window.addEventListener("pageshow", (event) => event.persisted && anew());

  // Until now a browser would have sent it without a signature.
  form.inert = false;
}

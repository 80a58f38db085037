// A passkey made or asked for: the browser's answer goes into the form's `credential`, and the form is sent.
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("[data-passkey-go]");
  if (!window.PublicKeyCredential) {
    tell(form, form.dataset.passkeyUnsupported);
    continue;
  }
  button.disabled = false;
  button.addEventListener("click", () => run(form, button));
}

async function run(form, button) {
  button.disabled = true;
  try {
    const options = await optionsOf(form);
    const made = form.dataset.passkey === "make" ? await make(form, options) : await ask(options);
    form.elements.credential.value = JSON.stringify(plain(made));
    form.submit();
  } catch (problem) {
    tell(form, problem.name === "InvalidStateError" ? form.dataset.passkeyKnown : form.dataset.passkeyFailed);
    button.disabled = false;
  }
}

async function optionsOf(form) {
  const kept = document.getElementById("passkey-options");
  if (form.dataset.passkey !== "sign-in") return JSON.parse(kept.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

function make(form, { creation_options: { publicKey } }) {
  const alone = form.elements.passwordless?.checked;
  const wanted = alone
    ? { residentKey: "required", requireResidentKey: true, userVerification: "required" }
    : { residentKey: "discouraged", requireResidentKey: false };
  return navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: (publicKey.excludeCredentials ?? []).map(withBytes),
      authenticatorSelection: { ...publicKey.authenticatorSelection, ...wanted },
    },
  });
}

function ask({ request_options: { publicKey } }) {
  return navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: (publicKey.allowCredentials ?? []).map(withBytes),
    },
  });
}

function withBytes(credential) {
  return { ...credential, id: bytes(credential.id) };
}

function plain(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: Object.fromEntries(parts.filter((part) => response[part]).map((part) => [part, text(response[part])])),
  };
}

function bytes(text) {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function tell(form, words) {
  const place = form.querySelector("[data-passkey-said]");
  place.querySelector("span").textContent = words;
  place.hidden = false;
}

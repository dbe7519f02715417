// Passkeys and security keys (WebAuthn): a section with `data-passkey` is shown where the browser can do it; its form's
// button asks the key, writes the answer into the hidden field `credential`, and sends the form.
// `data-passkey="get"` signs in, `data-passkey="create"` adds a key. What the key is asked stands in the JSON block named
// by `data-passkey-data`, or is fetched from `data-passkey-options`.

const toBytes = (text) => {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
};

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const withBytes = (keys) => (keys ?? []).map((key) => ({ ...key, id: toBytes(key.id) }));

const asked = async (section) => {
  if (section.dataset.passkeyData) {
    return JSON.parse(document.getElementById(section.dataset.passkeyData).textContent);
  }
  const answer = await fetch(section.dataset.passkeyOptions, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};

const create = async (options, isAlone) => {
  const { publicKey } = options;
  const selection = { ...publicKey.authenticatorSelection };
  selection.residentKey = isAlone ? "required" : "discouraged";
  selection.requireResidentKey = isAlone;
  if (isAlone) selection.userVerification = "required";
  const key = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: withBytes(publicKey.excludeCredentials),
      authenticatorSelection: selection,
    },
  });
  return {
    attestationObject: toText(key.response.attestationObject),
    clientDataJSON: toText(key.response.clientDataJSON),
    key,
  };
};

const get = async (options) => {
  const { publicKey } = options;
  const key = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: withBytes(publicKey.allowCredentials),
    },
  });
  const { authenticatorData, clientDataJSON, signature, userHandle } = key.response;
  return {
    authenticatorData: toText(authenticatorData),
    clientDataJSON: toText(clientDataJSON),
    signature: toText(signature),
    userHandle: userHandle ? toText(userHandle) : null,
    key,
  };
};

const answerOf = ({ key, ...response }) => ({
  type: key.type,
  id: key.id,
  rawId: toText(key.rawId),
  authenticatorAttachment: key.authenticatorAttachment,
  response,
  clientExtensionResults: key.getClientExtensionResults(),
});

const listen = (section) => {
  const form = section.querySelector("form");
  const refused = section.querySelector("[data-passkey-refused]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (refused) refused.hidden = true;
    try {
      const options = await asked(section);
      const found =
        section.dataset.passkey === "create"
          ? await create(options.creation_options, form.elements.passwordless?.checked ?? false)
          : await get(options.request_options);
      form.elements.credential.value = JSON.stringify(answerOf(found));
      form.submit();
    } catch {
      if (refused) {
        refused.hidden = false;
        refused.tabIndex = -1;
        refused.focus();
      }
    }
  });
};

export const startPasskeys = () => {
  if (!window.PublicKeyCredential) return;
  for (const missing of document.querySelectorAll("[data-passkey-missing]")) missing.hidden = true;
  for (const section of document.querySelectorAll("[data-passkey]")) {
    section.hidden = false;
    listen(section);
  }
};

// Passkeys (WebAuthn): <section data-passkey="get|create" data-passkey-data="id of JSON" | data-passkey-options="address">
// with a form that has a field "credential"; the browser's answer goes into the field and the form is sent.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const decoded = ({ publicKey }) => {
  const options = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (options.user) options.user = { ...options.user, id: bytes(options.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (options[list]) options[list] = options[list].map((one) => ({ ...one, id: bytes(one.id) }));
  }
  return { publicKey: options };
};

const encoded = (credential) => {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
};

const optionsOf = async (section) => {
  const given = document.getElementById(section.dataset.passkeyData ?? "");
  if (given) {
    const data = JSON.parse(given.textContent);
    return data.creation_options ?? data.request_options ?? data;
  }
  const answer = await fetch(section.dataset.passkeyOptions, { credentials: "same-origin", headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).request_options;
};

// a key that signs in without a password must be kept on the device and must check its holder
const settled = (options, form) => {
  const box = form.elements.namedItem("passwordless");
  const wanted = options.publicKey.authenticatorSelection;
  if (!box || !wanted) return options;
  wanted.residentKey = box.checked ? "required" : "discouraged";
  wanted.requireResidentKey = box.checked;
  if (box.checked) wanted.userVerification = "required";
  return options;
};

const start = (section) => {
  const form = section.querySelector("form");
  const refused = section.querySelector("[data-passkey-refused]");
  section.hidden = false;
  form.addEventListener("submit", async (event) => {
    const field = form.elements.namedItem("credential");
    if (field.value) return;
    event.preventDefault();
    try {
      const options = decoded(settled(await optionsOf(section), form));
      const credential = await navigator.credentials[section.dataset.passkey](options);
      field.value = JSON.stringify(encoded(credential));
      form.submit();
    } catch {
      if (refused) refused.hidden = false;
    }
  });
};

export const startPasskeys = () => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  for (const told of document.querySelectorAll("[data-passkey-missing]")) told.hidden = true;
  for (const section of document.querySelectorAll("[data-passkey]")) start(section);
};

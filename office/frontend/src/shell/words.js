// Sentences come from the page, in the reader's language; the scripts hold none of their own.
const table = JSON.parse(document.getElementById("kh-words")?.textContent ?? "{}");

export const say = (key, fields = {}) => (table[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => fields[name] ?? "");

/** Sentences of one component, from its own JSON script element. */
export const fill = (text, fields = {}) => (text ?? "").replace(/\{(\w+)\}/g, (_, name) => fields[name] ?? "");

// Ctrl+K: one field that finds the links and acts of this page, and cases by number or name.
import { announce, ask, endpoint, withQuery } from "./live.js";
import { say } from "./words.js";

const MOST = 30;
const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D").toLowerCase().trim();

let dialog;
let found = [];

const pageItems = () => {
  const seen = new Set();
  const items = [];
  for (const link of document.querySelectorAll("nav a[href], main a[href], aside a[href], footer a[href], main button[type=submit], main form button:not([type=button])")) {
    const text = (link.dataset.commandLabel ?? link.textContent).replace(/\s+/g, " ").trim();
    const key = `${text}|${link.getAttribute("href") ?? ""}`;
    if (!text || seen.has(key) || link.closest("dialog") || link.closest("[hidden]")) continue;
    seen.add(key);
    items.push({ text, element: link, path: link.href });
  }
  return items;
};

const count = (text) => {
  dialog.querySelector("[data-count]").textContent = text;
  announce(text);
};

const listed = (items) => {
  const list = dialog.querySelector("ul");
  list.replaceChildren(
    ...items.slice(0, MOST).map((item) => {
      const line = document.createElement("li");
      const link = document.createElement("a");
      link.className = "govuk-link";
      link.href = item.path || "#";
      link.textContent = item.text;
      if (!item.path) {
        link.addEventListener("click", (event) => {
          event.preventDefault();
          dialog.close();
          item.element.focus();
        });
      }
      line.append(link);
      return line;
    }),
  );
  count(items.length ? say("commandCount", { count: items.length }) : say("commandNone"));
};

let timer;
let turn = 0;
const search = (text) => {
  const wanted = plain(text).split(/\s+/).filter(Boolean);
  const own = found.filter((item) => wanted.every((word) => plain(item.text).includes(word)));
  listed(own);
  clearTimeout(timer);
  const url = endpoint("search");
  if (!url || wanted.join("").length < 2) return;
  const mine = ++turn;
  timer = setTimeout(async () => {
    const answer = await ask(withQuery(url, { q: text }), { headers: { Accept: "application/json" } }).catch(() => null);
    if (answer?.status === 429 && mine === turn) count(await answer.text());
    if (!answer?.ok || mine !== turn) return;
    const { results = [] } = await answer.json();
    listed([...results.map(({ text: name, path }) => ({ text: name, path })), ...own]);
  }, 250);
};

const element = (name, values, ...children) => {
  const made = Object.assign(document.createElement(name), values);
  made.append(...children);
  return made;
};

const make = () => {
  dialog = element("dialog", { className: "kh-command" });
  dialog.setAttribute("aria-label", say("command"));
  const field = element("input", { className: "govuk-input", id: "kh-command", type: "search", autocomplete: "off" });
  const hint = element("p", { className: "govuk-hint" });
  hint.dataset.count = "";
  const close = "govuk-button govuk-button--secondary govuk-!-margin-bottom-0";
  dialog.append(
    element(
      "form",
      { method: "dialog" },
      element("label", { className: "govuk-label", htmlFor: "kh-command", textContent: say("command") }),
      field,
      hint,
      element("ul", {}),
      element("button", { className: close, value: "close", textContent: say("commandClose") }),
    ),
  );
  field.addEventListener("input", () => search(field.value));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    dialog.querySelector("ul a")?.click();
  });
  document.body.append(dialog);
};

const open = () => {
  if (!dialog) make();
  if (dialog.open) return;
  found = pageItems();
  const field = dialog.querySelector("input");
  field.value = "";
  listed(found);
  dialog.showModal();
  field.focus();
};

export const startKeys = () => {
  const opener = document.querySelector("[data-command]");
  if (!opener) return;
  opener.hidden = false;
  opener.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
};

// Forms marked data-draft keep themselves on the server: two seconds after typing stops and when a field is left.
//   <form data-draft="case.site" data-draft-object="case:…" data-draft-version="3"> … <p data-draft-note></p>
// Nothing is written on this machine.
import { announce, ask, endpoint } from "./live.js";
import { say } from "./words.js";

const WAIT = 2000;
const SKIPPED = new Set(["csrfmiddlewaretoken"]);

const typed = (form) => {
  const data = new Map(); // a field may be called as it likes: no name means anything to a map
  for (const [name, value] of new FormData(form)) {
    const field = form.elements.namedItem(name);
    if (SKIPPED.has(name) || value instanceof File || field?.type === "password") continue;
    data.set(name, data.has(name) ? [].concat(data.get(name), value) : value);
  }
  return Object.fromEntries(data);
};

class Draft {
  constructor(form) {
    this.form = form;
    this.note = form.querySelector("[data-draft-note]") ?? this.makeNote();
    this.kept = JSON.stringify(typed(form));
    this.queue = Promise.resolve();
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", () => this.later());
    form.addEventListener("focusout", () => this.soon());
    form.addEventListener("submit", () => {
      clearTimeout(this.timer);
      this.isSent = true;
    });
    addEventListener("online", () => this.soon());
    addEventListener("offline", () => this.tell("failed", say("offline")));
    document.addEventListener("visibilitychange", () => document.hidden && this.soon());
  }

  makeNote() {
    const note = document.createElement("p");
    note.className = "kh-saved";
    this.form.append(note);
    return note;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.soon(), WAIT);
  }

  soon() {
    clearTimeout(this.timer);
    this.queue = this.queue.then(() => this.save());
  }

  async save() {
    const data = JSON.stringify(typed(this.form));
    if (this.isSent || data === this.kept) return;
    const body = new FormData();
    body.set("form", this.form.dataset.draft);
    body.set("object", this.form.dataset.draftObject ?? "");
    body.set("version", this.form.dataset.draftVersion ?? "0");
    body.set("level", this.form.dataset.draftLevel ?? document.body.dataset.level ?? "0");
    if (this.form.dataset.draftCompartment) body.set("compartment", this.form.dataset.draftCompartment);
    body.set("path", location.pathname);
    body.set("data", data);
    try {
      const answer = await ask(this.form.dataset.draftUrl || endpoint("draft"), { method: "POST", body });
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (!answer.ok || !told.saved) throw new Error(told.error || "");
      this.kept = data;
      this.tell("saved", say("saved", { time: told.saved }));
    } catch (error) {
      const isOffline = error instanceof TypeError && !navigator.onLine;
      const sentence = error instanceof TypeError ? "" : error.message;
      this.tell("failed", sentence || say(isOffline ? "offline" : "saveFailed"));
    }
  }

  tell(state, text) {
    const isNew = this.note.dataset.state !== state;
    this.note.dataset.state = state;
    this.note.textContent = text;
    if (state === "failed" && isNew) announce(text);
  }
}

export const startDrafts = (root = document) => {
  for (const form of root.querySelectorAll("form[data-draft]:not([data-draft-on])")) {
    form.dataset.draftOn = "";
    if (form.dataset.draftUrl || endpoint("draft")) new Draft(form);
  }
};

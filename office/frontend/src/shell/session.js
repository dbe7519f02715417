// Warns five minutes and one minute before the session ends; when it is over, leaves nothing readable above level 0.
import { announce, ask, endpoint } from "./live.js";
import { say } from "./words.js";

const EVERY = 60_000;
const WARNINGS = [300, 60];
const ENDED = new Set([0, 401, 403, 404]);
const box = document.querySelector("[data-session]");
let told = Infinity;
let timer;

const button = (text, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "govuk-button govuk-button--secondary govuk-!-margin-bottom-0";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
};

const show = (text, ...parts) => {
  const line = document.createElement("p");
  line.className = "govuk-body";
  line.textContent = text;
  box.replaceChildren(line, ...parts);
  box.hidden = false;
  announce(text);
};

const signIn = () => {
  const link = document.createElement("a");
  link.className = "govuk-link";
  const again = endpoint("sign_in_again") || endpoint("sign_in") || "/";
  link.href = `${again}?next=${encodeURIComponent(location.pathname + location.search)}`;
  link.textContent = say("sessionAgain");
  return link;
};

const over = () => {
  clearTimeout(timer);
  show(say("sessionOver"), signIn());
  if (Number(document.body.dataset.level) > 0) {
    box.classList.add("kh-signed-out");
    document.body.append(box);
    document.body.classList.add("kh-blanked");
    document.title = say("sessionOver");
  }
};

const stay = async () => {
  const answer = await ask(endpoint("session"), { method: "POST" }).catch(() => null);
  if (!answer?.ok) return over();
  box.hidden = true;
  told = Infinity;
  announce(say("sessionStayed"));
  return next((await answer.json()).left);
};

const next = (left) => {
  clearTimeout(timer);
  const coming = WARNINGS.find((seconds) => left > seconds) ?? 0;
  timer = setTimeout(look, Math.min(EVERY, Math.max(1000, (left - coming) * 1000)));
};

async function look() {
  const answer = await ask(endpoint("session"), { isBackground: true }).catch(() => null);
  if (answer && ENDED.has(answer.status)) return over();
  if (!answer?.ok) return next(120); // no network, or the office is starting again: the draft says so
  const { left } = await answer.json();
  const due = WARNINGS.filter((seconds) => left <= seconds).pop();
  if (due !== undefined && due < told) {
    told = due;
    show(say("sessionSoon", { minutes: Math.max(1, Math.ceil(left / 60)) }), button(say("sessionStay"), stay));
  }
  return left <= 0 ? over() : next(left);
}

export const startSession = () => {
  if (box && endpoint("session")) look();
};

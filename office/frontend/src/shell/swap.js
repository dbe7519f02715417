// htmx: the token on every request, the focus and a spoken word after a swap, a sentence when a request fails.
import { announce, csrf } from "./live.js";
import { say } from "./words.js";

// a check that runs while someone types must not take the focus away
const isTyping = () => document.activeElement?.matches("input:not([type=button], [type=submit]), textarea, select");

const isBackground = (element) => Boolean(element?.closest?.("[data-background]"));

document.addEventListener("htmx:config:request", (event) => {
  const request = event.detail.ctx?.request;
  if (!request) return;
  request.headers["X-CSRFToken"] = csrf();
  if (isBackground(event.target)) request.headers["X-KH-Background"] = "1";
});

document.addEventListener("htmx:after:swap", (event) => {
  const context = event.detail.ctx;
  const target = document.getElementById(context?.target?.id ?? "") ?? context?.target;
  if (!target?.isConnected || isBackground(context.sourceElement)) return;
  announce(target.querySelector("[data-announce]")?.textContent.trim() || target.dataset.announced || say("changed"));
  if (isTyping() || context.sourceElement?.closest("[data-keep-focus]")) return;
  const heading = target.matches("h1,h2,h3") ? target : target.querySelector("h1,h2,h3,[data-focus]");
  const place = heading ?? target;
  place.setAttribute("tabindex", "-1");
  place.focus({ preventScroll: false });
});

const told = () => announce(say(navigator.onLine ? "requestFailed" : "offline"));
document.addEventListener("htmx:error", told);
document.addEventListener("htmx:response:error", told);

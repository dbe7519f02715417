// Pages of long work: <div data-poll="address"> holding a part <… data-poll-part data-poll-open="1">. Asks again after 2, 5,
// then every 15 seconds, only while the page is seen and the work is open; the answer holds the part anew. Its line
// [data-announce] is spoken every 15 seconds at most, and at the end.
import { announce, ask } from "./live.js";

const PAUSES = [2000, 2000, 2000, 5000, 5000, 5000, 15000];
const QUIET = 15000;

class Poll {
  constructor(place) {
    this.place = place;
    this.turn = 0;
    this.spoken = performance.now();
    this.next();
    document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(this.timer) : this.next(0)));
  }

  get part() {
    return this.place.querySelector("[data-poll-part]");
  }

  get isOpen() {
    return this.part?.dataset.pollOpen === "1";
  }

  next(pause = PAUSES[Math.min(this.turn++, PAUSES.length - 1)]) {
    clearTimeout(this.timer);
    if (this.isOpen && !document.hidden) this.timer = setTimeout(() => this.look(), pause);
  }

  async look() {
    const options = { isBackground: true, headers: { "X-KH-Part": "1" } };
    const answer = await ask(this.place.dataset.poll, options).catch(() => null);
    if (answer?.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-poll-part]");
      if (fresh) this.take(fresh);
    }
    this.next();
  }

  take(fresh) {
    const old = this.part;
    if (old.outerHTML === fresh.outerHTML) return;
    const focused = old.contains(document.activeElement) ? [...old.querySelectorAll("a, button")].indexOf(document.activeElement) : -1;
    old.replaceWith(fresh);
    if (focused >= 0) (fresh.querySelectorAll("a, button")[focused] ?? this.place).focus();
    const text = fresh.querySelector("[data-announce]")?.textContent.trim();
    if (text && (!this.isOpen || performance.now() - this.spoken > QUIET)) {
      this.spoken = performance.now();
      announce(text);
    }
    if (!this.isOpen && fresh.dataset.pollThen) location.assign(fresh.dataset.pollThen);
  }
}

export const startPolls = (root = document) => {
  for (const place of root.querySelectorAll("[data-poll]:not([data-poll-on])")) {
    place.dataset.pollOn = "";
    place.setAttribute("tabindex", "-1");
    new Poll(place);
  }
};

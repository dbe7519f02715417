// Pages of long work: <section data-poll-url="…" data-poll-state="running">: asks again after 2, 5, then every 15 seconds,
// only while the page is seen; the answer is the section anew. The end is announced at once, progress every 15 s at most.
import { announce, ask } from "./live.js";

const PAUSES = [2000, 2000, 2000, 5000, 5000, 5000, 15000];
const QUIET = 15000;

class Poll {
  constructor(section) {
    this.section = section;
    this.turn = 0;
    this.spoken = 0;
    this.next();
    document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(this.timer) : this.next(0)));
  }

  isOver() {
    return this.section.dataset.pollState !== "running";
  }

  next(pause = PAUSES[Math.min(this.turn++, PAUSES.length - 1)]) {
    clearTimeout(this.timer);
    if (!this.isOver() && !document.hidden) this.timer = setTimeout(() => this.look(), pause);
  }

  async look() {
    const answer = await ask(this.section.dataset.pollUrl, { isBackground: true, headers: { "X-KH-Part": "1" } }).catch(() => null);
    if (answer?.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-poll-url], [data-poll-state]");
      if (fresh) this.take(fresh);
    }
    this.next();
  }

  take(fresh) {
    const had = this.section.contains(document.activeElement) ? document.activeElement.id : "";
    this.section.replaceWith(fresh);
    this.section = fresh;
    if (had) document.getElementById(had)?.focus();
    const text = fresh.querySelector("[data-announce]")?.textContent.trim();
    if (text && (this.isOver() || performance.now() - this.spoken > QUIET)) {
      this.spoken = performance.now();
      announce(text);
    }
    if (this.isOver() && fresh.dataset.pollThen) location.assign(fresh.dataset.pollThen);
  }
}

export const startPolls = (root = document) => {
  for (const section of root.querySelectorAll("[data-poll-url]")) new Poll(section);
};

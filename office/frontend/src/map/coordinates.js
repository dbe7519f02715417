// The coordinate line (VN-2000 and WGS 84, counted by the server), going to a coordinate, copying it.
import { announce, ask, withQuery } from "../shell/live.js";

const PAUSE = 300;

export class Coordinates {
  constructor(map, section, config) {
    this.map = map;
    this.url = config.urls.coordinates;
    this.words = config.words;
    this.line = section.querySelector("[data-map-line]");
    if (!this.url || !this.line) return;
    map.on("mousemove", (event) => this.later(event.lngLat));
    map.on("moveend", () => this.later(map.getCenter()));
    this.later(map.getCenter());
    this.startGoto(section.querySelector("[data-map-goto]"));
  }

  later(place) {
    this.place = place;
    this.timer ??= setTimeout(() => this.look(), PAUSE);
  }

  async look() {
    this.timer = undefined;
    const { lng, lat } = this.place;
    if (this.asked === `${lng},${lat}`) return;
    this.asked = `${lng},${lat}`;
    const answer = await ask(withQuery(this.url, { lon: lng.toFixed(8), lat: lat.toFixed(8) }), { isBackground: true }).catch(() => null);
    if (answer?.ok) this.line.textContent = (await answer.json()).text ?? "";
  }

  startGoto(form) {
    if (!form) return;
    form.hidden = false;
    const told = form.querySelector("[data-map-goto-error]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const text = form.elements.namedItem("text").value;
      const answer = await ask(withQuery(this.url, { text })).catch(() => null);
      const found = answer?.ok ? await answer.json() : {};
      const isPlace = Number.isFinite(found.lon) && Number.isFinite(found.lat);
      told.hidden = isPlace;
      told.textContent = isPlace ? "" : found.error || this.words.notFound;
      if (!isPlace) return announce(told.textContent);
      this.map.jumpTo({ center: [found.lon, found.lat], zoom: Math.max(this.map.getZoom(), 14) });
      return this.map.getCanvas().focus();
    });
  }

  async copy() {
    if (!this.line?.textContent) return;
    await navigator.clipboard?.writeText(this.line.textContent).catch(() => {});
    announce(this.words.copied);
  }
}

// Maps of a page: <section class="kh-map" data-map-config-id="…"> by shell/_map.html.
import { Map as Drawn, ScaleControl, setWorkerUrl } from "maplibre-gl";
import { Coordinates } from "./map/coordinates.js";
import { Draw } from "./map/draw.js";
import { startLegend } from "./map/legend.js";
import { Measure } from "./map/measure.js";
import { addLayers, styleOf } from "./map/style.js";
import { announce, ask, withQuery } from "./shell/live.js";

const canDraw = () => {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
};

class Page {
  constructor(section) {
    this.section = section;
    this.config = JSON.parse(document.getElementById(section.dataset.mapConfigId).textContent);
    if (this.config.isStatic || !canDraw()) this.standStill();
    else this.start();
  }

  standStill() {
    this.section.dataset.state = "static";
    for (const told of this.section.querySelectorAll("[data-map-no-webgl]")) told.hidden = false;
  }

  start() {
    const [west, south, east, north] = this.config.bounds;
    this.bounds = [[west, south], [east, north]];
    setWorkerUrl(this.config.worker);
    this.map = new Drawn({
      container: this.section.querySelector("[data-map-canvas]"),
      style: styleOf(this.config),
      bounds: this.bounds,
      fitBoundsOptions: { padding: 30, maxZoom: 16 },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxPitch: 0,
      fadeDuration: 0,
      locale: { "Map.Title": this.config.words.canvas },
      canvasContextAttributes: { preserveDrawingBuffer: true },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new ScaleControl({ unit: "metric" }));
    this.map.on("error", (event) => this.failed(event));
    this.map.once("load", () => this.loaded());
    this.tameWheel();
    this.listen();
  }

  loaded() {
    this.map.on("idle", () => {
      this.section.dataset.state = "idle";
    });
    addLayers(this.map, this.config);
    if (this.section.querySelector("[data-map-measure]")) this.measure = new Measure(this.map, this.section, this.config);
    if (this.config.drawing) this.draw = new Draw(this.map, this.section, this.config);
    startLegend(this.map, this.section, this.config);
    this.coordinates = new Coordinates(this.map, this.section, this.config);
    for (const part of this.section.querySelectorAll("[data-map-tools], [data-map-cross]")) part.hidden = false;
  }

  failed({ error }) {
    this.section.dataset.error = String(error?.message ?? error);
    const told = this.section.querySelector("[data-map-measure]");
    if (told) told.textContent = this.config.words.failed;
  }

  // the wheel scrolls the page until the map has the focus, or with Ctrl
  tameWheel() {
    const canvas = this.map.getCanvas();
    this.map.getContainer().addEventListener(
      "wheel",
      (event) => {
        if (document.activeElement !== canvas && !event.ctrlKey) event.stopPropagation();
      },
      { capture: true },
    );
  }

  listen() {
    const canvas = this.map.getCanvas();
    canvas.setAttribute("aria-label", this.config.words.canvas);
    this.map.on("click", (event) => {
      canvas.focus({ preventScroll: true });
      if (!this.draw?.isDragging) this.point(event.lngLat);
    });
    this.map.doubleClickZoom.disable();
    canvas.addEventListener("keydown", (event) => this.key(event));
    this.section.addEventListener("keydown", (event) => {
      if (event.key !== "z" || !event.ctrlKey || event.target.matches("input, textarea") || !this.draw) return;
      event.preventDefault();
      this.draw.undo();
    });
    this.section.addEventListener("click", (event) => {
      const act = event.target.closest?.("[data-map-act]")?.dataset.mapAct;
      if (act) this.act(act);
    });
  }

  key(event) {
    const acts = { Enter: () => this.point(this.map.getCenter()), Backspace: () => this.back(), Escape: () => this.escape() };
    if (event.ctrlKey || event.altKey || event.metaKey || !acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }

  act(name) {
    const centre = this.map.getCenter();
    const acts = {
      in: () => this.map.jumpTo({ zoom: this.map.getZoom() + 1 }),
      out: () => this.map.jumpTo({ zoom: this.map.getZoom() - 1 }),
      fit: () => this.map.fitBounds(this.bounds, { padding: 30, duration: 0, maxZoom: 16 }),
      identify: () => this.identify(centre),
      measure: () => this.measure?.toggle(),
      add: () => this.draw?.add(centre),
      remove: () => this.draw?.remove(),
      undo: () => this.draw?.undo(),
      copy: () => this.coordinates?.copy(),
    };
    acts[name]?.();
  }

  point(place) {
    if (this.measure?.isOn) this.measure.add(place);
    else if (this.draw) this.draw.add(place);
    else this.identify(place);
  }

  back() {
    if (this.measure?.isOn) this.measure.remove();
    else this.draw?.remove();
  }

  escape() {
    if (this.measure?.isOn) this.measure.toggle(false);
    this.section.querySelector("[data-map-answer]")?.replaceChildren();
    this.map.getCanvas().focus();
  }

  async identify({ lng, lat }) {
    if (!this.config.urls.identify) return;
    const place = this.section.querySelector("[data-map-answer]");
    const layer = [...this.section.querySelectorAll("[data-map-legend] input:checked")].map((box) => box.value);
    const url = withQuery(this.config.urls.identify, { lon: lng.toFixed(8), lat: lat.toFixed(8), layer });
    const answer = await ask(url, { headers: { "X-KH-Part": "1" } }).catch(() => null);
    if (!answer?.ok) {
      const text = answer?.status === 429 ? await answer.text() : this.config.words.failed;
      place.textContent = text;
      announce(text);
      return;
    }
    const part = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...part.body.childNodes);
    const heading = place.querySelector("h2, h3") ?? place;
    heading.setAttribute("tabindex", "-1");
    heading.focus();
    place.addEventListener("keydown", (event) => event.key === "Escape" && this.escape(), { once: true });
  }
}

for (const section of document.querySelectorAll("[data-map-config-id]")) new Page(section);

// Drawing: each click or Enter is a vertex, dragging one changes its row; what is drawn is always what the table says.
import { announce, ask, withQuery } from "../shell/live.js";
import { fill } from "../shell/words.js";
import { TableVertices, TextVertices } from "./vertices.js";

const MOST = 50;
const WAIT = 400;

export class Draw {
  constructor(map, section, config) {
    this.map = map;
    this.words = config.words;
    this.url = config.urls.convert;
    this.section = section;
    this.line = section.querySelector("[data-map-measure]");
    this.crs = document.querySelector(config.drawing.crs);
    const element = document.querySelector(config.drawing.table);
    this.number = new Intl.NumberFormat(config.language, { useGrouping: false, minimumFractionDigits: 2, maximumFractionDigits: 2 });
    this.past = [];
    this.points = [];
    this.vertices =
      element.tagName === "TABLE"
        ? new TableVertices(element)
        : new TextVertices(element, document.querySelector(config.drawing.order || "#none"));
    this.element = element;
    this.addLayers();
    for (const name of ["input", "kh:rows"]) element.addEventListener(name, () => this.later());
    this.crs?.addEventListener("change", () => this.later());
    this.startDragging();
    this.refresh({ isFitted: true });
  }

  say(text) {
    if (this.line) this.line.textContent = text;
    announce(text);
  }

  remember(before = this.vertices.snapshot()) {
    this.past.push(before);
    if (this.past.length > MOST) this.past.shift();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), WAIT);
  }

  async convert(to, pairs) {
    if (!this.crs?.value || !this.url) return null;
    const points = pairs.map((pair) => pair.map((value) => value.toFixed(9)).join(",")).join(";");
    const address = withQuery(this.url, { crs: this.crs.value, to, points });
    const answer = await ask(address, { isBackground: true }).catch(() => null);
    return answer?.ok ? (await answer.json()).points : null;
  }

  async refresh({ isFitted = false } = {}) {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const known = this.vertices
      .points()
      .map((point, row) => ({ ...point, row }))
      .filter(({ pair }) => pair.every(Number.isFinite));
    const places = known.length ? await this.convert("wgs84", known.map(({ pair }) => pair)) : [];
    if (turn !== this.turn || this.isDragging) return;
    this.points = (places ?? []).map((place, index) => ({ ...known[index], place: place.map(Number) }));
    this.draw();
    if (isFitted && this.points.length > 1) this.fit();
  }

  fit() {
    const lons = this.points.map(({ place }) => place[0]);
    const lats = this.points.map(({ place }) => place[1]);
    const box = [[Math.min(...lons), Math.min(...lats)], [Math.max(...lons), Math.max(...lats)]];
    this.map.fitBounds(box, { padding: 60, duration: 0, maxZoom: 17 });
  }

  async written({ lng, lat }) {
    const found = await this.convert("crs", [[lng, lat]]);
    if (found) return found[0].map((value) => this.number.format(Number(value)));
    this.say(this.crs?.value ? this.words.failed : this.words.noCrs);
    return null;
  }

  async add(place) {
    const pair = await this.written(place);
    if (!pair) return;
    this.remember();
    const index = this.vertices.append(pair);
    this.say(fill(this.words.vertexAdded, { number: index + 1 }));
    await this.refresh();
  }

  async move(row, place, number) {
    const pair = await this.written(place);
    if (pair) {
      this.remember();
      this.vertices.set(row, pair);
      this.say(fill(this.words.vertexMoved, { number }));
    }
    this.isDragging = false;
    await this.refresh();
  }

  remove() {
    const before = this.vertices.snapshot();
    const index = this.vertices.removeLast();
    if (index < 0) return;
    this.remember(before);
    this.say(fill(this.words.vertexRemoved, { number: index + 1 }));
    this.refresh();
  }

  undo() {
    if (!this.past.length) {
      this.say(this.words.nothingToUndo);
      return;
    }
    this.vertices.restore(this.past.pop());
    this.say(this.words.undone);
    this.refresh();
  }

  addLayers() {
    this.map.addSource("kh-draw", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
    const common = { source: "kh-draw" };
    this.map.addLayer({ ...common, id: "kh-draw-halo", type: "line", paint: { "line-color": "#ffffff", "line-width": 7 } });
    this.map.addLayer({ ...common, id: "kh-draw-line", type: "line", paint: { "line-color": "#b3005e", "line-width": 3 } });
    this.map.addLayer({
      ...common,
      id: "kh-draw-vertex",
      type: "circle",
      filter: ["==", ["geometry-type"], "Point"],
      paint: { "circle-radius": 8, "circle-color": "#ffffff", "circle-stroke-color": "#b3005e", "circle-stroke-width": 3 },
    });
  }

  draw() {
    const features = this.points.map(({ row, place }) => ({ type: "Feature", properties: { row }, geometry: { type: "Point", coordinates: place } }));
    for (const ring of new Set(this.points.map((point) => point.ring))) {
      const places = this.points.filter((point) => point.ring === ring).map(({ place }) => place);
      if (places.length < 2) continue;
      const geometry = places.length > 2 ? { type: "Polygon", coordinates: [[...places, places[0]]] } : { type: "LineString", coordinates: places };
      features.push({ type: "Feature", properties: {}, geometry });
    }
    this.section.dataset.state = "loading";
    this.map.getSource("kh-draw").setData({ type: "FeatureCollection", features });
    this.element.dataset.drawn = String(this.points.length);
  }

  startDragging() {
    const canvas = this.map.getCanvas();
    this.map.on("mousedown", "kh-draw-vertex", (event) => {
      event.preventDefault();
      const { row } = event.features[0].properties;
      const point = this.points.find((candidate) => candidate.row === row);
      const number = this.points.indexOf(point) + 1;
      const moved = (move) => {
        this.isDragging = true;
        point.place = [move.lngLat.lng, move.lngLat.lat];
        this.draw();
      };
      this.map.on("mousemove", moved);
      this.map.once("mouseup", async (end) => {
        this.map.off("mousemove", moved);
        if (!this.isDragging) return;
        await this.move(row, end.lngLat, number);
      });
    });
    this.map.on("mouseenter", "kh-draw-vertex", () => canvas.classList.add("kh-map__grab"));
    this.map.on("mouseleave", "kh-draw-vertex", () => canvas.classList.remove("kh-map__grab"));
  }
}

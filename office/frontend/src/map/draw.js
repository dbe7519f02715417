// Drawing edits the vertex table and nothing else: each click or Enter is a row, dragging a vertex changes its row.
import { announce, ask } from "../shell/live.js";
import { addRow, removeRow } from "../shell/rows.js";
import { fill } from "../shell/words.js";

const MOST = 50;
const WAIT = 400;

/** A number as an office writes it, or NaN when it can be read in two ways. */
export const read = (text) => {
  const clean = text.normalize("NFKC").replaceAll("−", "-").replace(/\s/g, "");
  const signs = clean.replace(/[^.,]/g, "");
  if (!signs) return clean ? Number(clean) : NaN;
  const last = signs.at(-1);
  const other = last === "." ? "," : ".";
  if (signs.includes(other)) return Number(clean.replaceAll(other, "").replace(last, "."));
  if (signs.length > 1) return Number(clean.replaceAll(last, ""));
  const [head, tail] = clean.split(last);
  return tail.length === 3 && head.replace("-", "").length <= 3 && !/^-?0/.test(head) ? NaN : Number(`${head}.${tail}`);
};

export class Draw {
  constructor(map, config) {
    this.map = map;
    this.words = config.words;
    this.url = config.urls.convert;
    this.table = document.querySelector(config.drawing.table);
    this.crs = document.querySelector(config.drawing.crs);
    this.number = new Intl.NumberFormat(config.language, { useGrouping: false, minimumFractionDigits: 2, maximumFractionDigits: 2 });
    this.past = [];
    this.points = [];
    if (!this.table) return;
    this.addLayers();
    this.table.addEventListener("input", () => this.later());
    this.table.addEventListener("kh:rows", () => this.later());
    this.crs?.addEventListener("change", () => this.later());
    this.startDragging();
    this.refresh({ isFitted: true });
  }

  rows() {
    return [...this.table.tBodies[0].rows];
  }

  fields(row) {
    return [row.querySelector("[data-north]"), row.querySelector("[data-east]")];
  }

  values() {
    return this.rows().map((row) => this.fields(row).map((field) => field?.value ?? ""));
  }

  remember() {
    this.past.push(this.values());
    if (this.past.length > MOST) this.past.shift();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), WAIT);
  }

  async convert(to, pairs) {
    const crs = this.crs?.value ?? "";
    if (!crs || !this.url) {
      announce(this.words.noCrs);
      return null;
    }
    const points = pairs.map((pair) => pair.map((value) => value.toFixed(9)).join(",")).join(";");
    const answer = await ask(`${this.url}?crs=${encodeURIComponent(crs)}&to=${to}&points=${points}`, { isBackground: true }).catch(() => null);
    return answer?.ok ? (await answer.json()).points : null;
  }

  async refresh({ isFitted = false } = {}) {
    const read_ = this.rows().map((row) => this.fields(row).map((field) => read(field?.value ?? "")));
    const known = read_.map((pair, index) => [index, pair]).filter(([, pair]) => pair.every(Number.isFinite));
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const places = known.length ? await this.convert("wgs84", known.map(([, pair]) => pair)) : [];
    if (!places || turn !== this.turn) return;
    this.points = known.map(([row], index) => ({ row, place: places[index].map(Number) }));
    this.draw();
    if (isFitted && this.points.length > 1) this.fit();
  }

  fit() {
    const lons = this.points.map(({ place }) => place[0]);
    const lats = this.points.map(({ place }) => place[1]);
    const box = [[Math.min(...lons), Math.min(...lats)], [Math.max(...lons), Math.max(...lats)]];
    this.map.fitBounds(box, { padding: 60, duration: 0, maxZoom: 17 });
  }

  async put(row, { lng, lat }) {
    const found = await this.convert("crs", [[lng, lat]]);
    if (!found) return false;
    const [north, east] = this.fields(row);
    north.value = this.number.format(Number(found[0][0]));
    east.value = this.number.format(Number(found[0][1]));
    for (const field of [north, east]) field.dispatchEvent(new Event("change", { bubbles: true }));
    this.table.dispatchEvent(new Event("input", { bubbles: true }));
    await this.refresh();
    return true;
  }

  async add(place) {
    this.remember();
    const empty = this.rows().find((row) => this.fields(row).every((field) => !field?.value));
    const row = empty ?? addRow(this.table);
    if (await this.put(row, place)) announce(fill(this.words.vertexAdded, { number: this.rows().indexOf(row) + 1 }));
    else if (!empty) removeRow(row);
  }

  remove() {
    const filled = this.rows().filter((row) => this.fields(row).some((field) => field?.value));
    const row = filled.at(-1);
    if (!row) return;
    this.remember();
    const number = this.rows().indexOf(row) + 1;
    removeRow(row);
    this.table.dispatchEvent(new Event("input", { bubbles: true }));
    announce(fill(this.words.vertexRemoved, { number }));
  }

  undo() {
    const before = this.past.pop();
    if (!before) return announce(this.words.nothingToUndo);
    while (this.rows().length > Math.max(before.length, 1)) removeRow(this.rows().at(-1));
    while (this.rows().length < before.length) addRow(this.table);
    for (const [index, row] of this.rows().entries()) {
      for (const [place, field] of this.fields(row).entries()) if (field) field.value = before[index]?.[place] ?? "";
    }
    this.table.dispatchEvent(new Event("input", { bubbles: true }));
    return announce(this.words.undone);
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
    const ring = this.points.map(({ place }) => place);
    const features = this.points.map(({ row, place }) => ({ type: "Feature", properties: { row }, geometry: { type: "Point", coordinates: place } }));
    if (ring.length > 1) {
      features.push({
        type: "Feature",
        properties: {},
        geometry: ring.length > 2 ? { type: "Polygon", coordinates: [[...ring, ring[0]]] } : { type: "LineString", coordinates: ring },
      });
    }
    this.map.getSource("kh-draw").setData({ type: "FeatureCollection", features });
    this.table.dataset.drawn = String(this.points.length);
  }

  startDragging() {
    const canvas = this.map.getCanvas();
    this.map.on("mousedown", "kh-draw-vertex", (event) => {
      event.preventDefault();
      const row = event.features[0].properties.row;
      const point = this.points.find((candidate) => candidate.row === row);
      const moved = (move) => {
        this.isDragging = true;
        point.place = [move.lngLat.lng, move.lngLat.lat];
        this.draw();
      };
      this.map.on("mousemove", moved);
      this.map.once("mouseup", async (end) => {
        this.map.off("mousemove", moved);
        if (!this.isDragging) return;
        this.remember();
        await this.put(this.rows()[row], end.lngLat);
        announce(fill(this.words.vertexMoved, { number: row + 1 }));
        setTimeout(() => {
          this.isDragging = false;
        });
      });
    });
    this.map.on("mouseenter", "kh-draw-vertex", () => canvas.classList.add("kh-map__grab"));
    this.map.on("mouseleave", "kh-draw-vertex", () => canvas.classList.remove("kh-map__grab"));
  }
}

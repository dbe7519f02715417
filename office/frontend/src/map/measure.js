// Measuring: points set by Enter or a click; nothing is stored.
import { announce } from "../shell/live.js";
import { fill } from "../shell/words.js";
import { area, distance } from "./geodesy.js";

export class Measure {
  constructor(map, section, config) {
    this.map = map;
    this.words = config.words;
    this.line = section.querySelector("[data-map-measure]");
    this.button = section.querySelector('[data-map-act="measure"]');
    this.number = new Intl.NumberFormat(config.language, { maximumFractionDigits: 1 });
    this.points = [];
    this.isOn = false;
  }

  toggle(isOn = !this.isOn) {
    this.isOn = isOn;
    this.button?.setAttribute("aria-pressed", String(isOn));
    this.points = [];
    this.line.textContent = isOn ? this.words.measureStart : "";
    if (isOn) announce(this.words.measureStart);
    this.draw();
  }

  add({ lng, lat }) {
    this.points.push([lng, lat]);
    this.tell();
  }

  remove() {
    this.points.pop();
    this.tell();
  }

  tell() {
    this.draw();
    const legs = this.points.slice(1).map((point, index) => distance(this.points[index], point));
    const length = legs.reduce((sum, leg) => sum + leg, 0);
    if (this.points.length < 2) return;
    const text =
      this.points.length < 3
        ? fill(this.words.distance, { length: this.metres(length) })
        : fill(this.words.area, {
            area: this.squares(area(this.points)),
            length: this.metres(length + distance(this.points.at(-1), this.points[0])),
          });
    this.line.textContent = text;
    announce(text);
  }

  metres(value) {
    return value >= 10000 ? `${this.number.format(value / 1000)} km` : `${this.number.format(value)} m`;
  }

  squares(value) {
    return value >= 10000 ? `${new Intl.NumberFormat(this.number.resolvedOptions().locale, { maximumFractionDigits: 2 }).format(value / 10000)} ha` : `${this.number.format(Math.round(value))} m²`;
  }

  draw() {
    const shape = this.points.length > 2 ? { type: "Polygon", coordinates: [[...this.points, this.points[0]]] } : { type: "LineString", coordinates: this.points };
    const features = this.points.length > 1 ? [{ type: "Feature", properties: {}, geometry: shape }] : [];
    for (const point of this.points) features.push({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: point } });
    const data = { type: "FeatureCollection", features };
    const source = this.map.getSource("kh-measure");
    if (source) return source.setData(data);
    this.map.addSource("kh-measure", { type: "geojson", data });
    this.map.addLayer({ id: "kh-measure-line", type: "line", source: "kh-measure", paint: { "line-color": "#0b0c0c", "line-width": 2, "line-dasharray": [2, 1] } });
    return this.map.addLayer({ id: "kh-measure-point", type: "circle", source: "kh-measure", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-radius": 4, "circle-color": "#0b0c0c" } });
  }
}

// Looks of the layers: each has its own line or hatch, so that meaning never hangs on colour alone.
const HATCH = 12;

const LOOKS = {
  site: { line: "#b3005e", width: 3, halo: 7, fill: "rgba(179,0,94,0.08)", radius: 6 },
  earlier: { line: "#5c2a4a", width: 2, dash: [2, 2], radius: 5 },
  forbidden: { line: "#8f1212", width: 2, hatch: "cross", radius: 6 },
  protected: { line: "#7a3e00", width: 2, hatch: "diagonal", radius: 6 },
  belt: { line: "#4b2e83", width: 2, hatch: "dots", radius: 6 },
  corridor: { line: "#0c5c7a", width: 2, dash: [4, 2], radius: 6 },
  consultation: { line: "#8a4b00", width: 4, dash: [3, 2], fill: "rgba(255,191,71,0.15)", radius: 6 },
  unknown: { line: "#4d5559", width: 1, hatch: "chequer", radius: 6 },
  park: { line: "#0b4a2b", width: 2, fill: "rgba(11,74,43,0.12)", radius: 6 },
  case: { line: "#0c3d66", width: 2, fill: "rgba(12,61,102,0.10)", radius: 6 },
  unit: { line: "#5b6469", width: 1, radius: 4 },
  line: { line: "#44505a", width: 1.5, radius: 4 },
  point: { line: "#0b0c0c", width: 2, radius: 5 },
};

const DRAWN = {
  cross: (pen) => {
    pen.moveTo(0, 0);
    pen.lineTo(HATCH, HATCH);
    pen.moveTo(HATCH, 0);
    pen.lineTo(0, HATCH);
  },
  diagonal: (pen) => {
    pen.moveTo(-2, 2);
    pen.lineTo(2, -2);
    pen.moveTo(0, HATCH);
    pen.lineTo(HATCH, 0);
    pen.moveTo(HATCH - 2, HATCH + 2);
    pen.lineTo(HATCH + 2, HATCH - 2);
  },
  dots: (pen) => pen.arc(HATCH / 2, HATCH / 2, 1.4, 0, 7),
  chequer: (pen) => {
    pen.rect(0, 0, HATCH / 2, HATCH / 2);
    pen.rect(HATCH / 2, HATCH / 2, HATCH / 2, HATCH / 2);
  },
};

const image = (name, colour) => {
  const canvas = new OffscreenCanvas(HATCH, HATCH);
  const pen = canvas.getContext("2d");
  pen.strokeStyle = colour;
  pen.fillStyle = colour;
  pen.lineWidth = 1.2;
  pen.beginPath();
  DRAWN[name](pen);
  if (name === "chequer") pen.globalAlpha = 0.35;
  if (name === "chequer" || name === "dots") pen.fill();
  else pen.stroke();
  return pen.getImageData(0, 0, HATCH, HATCH);
};

export const sourcesOf = (sources) =>
  Object.fromEntries(
    sources.map((source) => [
      source.key,
      source.url.includes("{z}")
        ? { type: "vector", tiles: [new URL(source.url, location.origin).href.replaceAll("%7B", "{").replaceAll("%7D", "}")], minzoom: source.least, maxzoom: source.most }
        : { type: "geojson", data: source.data ?? new URL(source.url, location.origin).href },
    ]),
  );

const filterOf = (layer, kind) => {
  const parts = [["match", ["geometry-type"], kind, true, false]];
  for (const [name, value] of Object.entries(layer.where ?? {})) parts.push(["==", ["to-string", ["get", name]], String(value)]);
  return ["all", ...parts];
};

/** The drawn layers of one line of the legend. */
const layersOf = (layer) => {
  const look = LOOKS[layer.style] ?? LOOKS.line;
  const base = { source: layer.source, ...(layer.tile_layer ? { "source-layer": layer.tile_layer } : {}) };
  const layout = { visibility: layer.is_on ? "visible" : "none" };
  const areas = filterOf(layer, ["Polygon", "MultiPolygon"]);
  const edges = filterOf(layer, ["Polygon", "MultiPolygon", "LineString", "MultiLineString"]);
  const made = [];
  if (look.fill) made.push({ ...base, id: `${layer.key}|fill`, type: "fill", filter: areas, layout, paint: { "fill-color": look.fill } });
  if (look.hatch) made.push({ ...base, id: `${layer.key}|hatch`, type: "fill", filter: areas, layout, paint: { "fill-pattern": `hatch-${layer.style}` } });
  if (look.halo) made.push({ ...base, id: `${layer.key}|halo`, type: "line", filter: edges, layout, paint: { "line-color": "#ffffff", "line-width": look.halo } });
  const dash = look.dash ? { "line-dasharray": look.dash } : {};
  made.push({ ...base, id: `${layer.key}|line`, type: "line", filter: edges, layout: { ...layout, "line-join": "round" }, paint: { "line-color": look.line, "line-width": look.width, ...dash } });
  made.push({
    ...base,
    id: `${layer.key}|point`,
    type: "circle",
    filter: filterOf(layer, ["Point", "MultiPoint"]),
    layout,
    paint: { "circle-radius": look.radius, "circle-color": look.line, "circle-stroke-color": "#ffffff", "circle-stroke-width": 2 },
  });
  if (layer.label_property) {
    made.push({
      ...base,
      id: `${layer.key}|label`,
      type: "symbol",
      layout: { ...layout, "text-field": ["to-string", ["get", layer.label_property]], "text-font": ["Be Vietnam Pro"], "text-size": 13, "text-optional": true },
      paint: { "text-color": "#0b0c0c", "text-halo-color": "#ffffff", "text-halo-width": 1.5 },
    });
  }
  return made;
};

export const styleOf = (config) => ({
  version: 8,
  sources: sourcesOf(config.sources),
  layers: [{ id: "ground", type: "background", paint: { "background-color": "#f7f6f2" } }],
});

/** Hatches first, then the layers that want them. */
export const addLayers = (map, config) => {
  for (const [style, look] of Object.entries(LOOKS)) {
    if (look.hatch && !map.hasImage(`hatch-${style}`)) map.addImage(`hatch-${style}`, image(look.hatch, look.line));
  }
  for (const drawn of config.layers.flatMap(layersOf)) map.addLayer(drawn);
};

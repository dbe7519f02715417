// The legend's boxes switch layers; lines of what is not in view fold into a count.
import { fill } from "../shell/words.js";

const parts = ["fill", "hatch", "halo", "line", "point", "label"];
const drawn = (map, key) => parts.map((part) => `${key}|${part}`).filter((id) => map.getLayer(id));

export const startLegend = (map, section, config) => {
  const legend = section.querySelector("[data-map-legend]");
  if (!legend) return;
  legend.addEventListener("submit", (event) => event.preventDefault());
  legend.addEventListener("change", (event) => {
    const box = event.target;
    if (box.name !== "layer") return;
    for (const id of drawn(map, box.value)) map.setLayoutProperty(id, "visibility", box.checked ? "visible" : "none");
  });
  map.on("idle", () => {
    let hidden = 0;
    for (const line of legend.querySelectorAll("[data-map-line-of]")) {
      const box = line.querySelector("input");
      const ids = drawn(map, box.value);
      // a layer that is switched off cannot be asked; its line stays
      const isAway = box.checked && ids.length > 0 && map.queryRenderedFeatures({ layers: ids }).length === 0;
      line.hidden = isAway && document.activeElement !== box;
      hidden += line.hidden ? 1 : 0;
    }
    const told = legend.querySelector("[data-map-hidden]");
    if (told) told.textContent = hidden ? fill(config.words.outOfView, { count: hidden }) : "";
  });
};

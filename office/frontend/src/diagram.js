// The procedure's diagram: <figure class="kh-diagram" data-diagram-url="…" data-running="a b" data-done="c" data-paused="d">.
// The ordered list beside it says the same in words.
import Viewer from "bpmn-js/lib/NavigatedViewer.js";
import { ask } from "./shell/live.js";

const MARKS = { running: "kh-running", done: "kh-done", paused: "kh-paused" };

const xmlOf = async (figure) => {
  const inline = document.getElementById(figure.dataset.diagramXmlId ?? "");
  if (inline) return JSON.parse(inline.textContent);
  const answer = await ask(figure.dataset.diagramUrl, { isBackground: true });
  return answer.text();
};

const show = async (figure) => {
  const container = figure.querySelector("[data-diagram-canvas]");
  const viewer = new Viewer({ container });
  try {
    await viewer.importXML(await xmlOf(figure));
  } catch (error) {
    figure.dataset.state = "failed";
    figure.dataset.error = String(error?.message ?? error);
    container.hidden = true;
    return;
  }
  const canvas = viewer.get("canvas");
  const registry = viewer.get("elementRegistry");
  for (const [state, mark] of Object.entries(MARKS)) {
    for (const id of (figure.dataset[state] ?? "").split(/\s+/).filter(Boolean)) if (registry.get(id)) canvas.addMarker(id, mark);
  }
  canvas.zoom("fit-viewport", "auto");
  const acts = { in: () => canvas.zoom(canvas.zoom() * 1.25), out: () => canvas.zoom(canvas.zoom() / 1.25), fit: () => canvas.zoom("fit-viewport", "auto") };
  for (const button of figure.querySelectorAll("[data-diagram-act]")) {
    button.hidden = false;
    button.addEventListener("click", () => acts[button.dataset.diagramAct]?.());
  }
  figure.dataset.state = "idle";
};

for (const figure of document.querySelectorAll(".kh-diagram")) show(figure);

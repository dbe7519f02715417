// Where the vertices stand: a table with two fields a row, or a text with a line a point. It is the truth, the map edits it.
import { addRow, removeRow } from "../shell/rows.js";

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

const changed = (element) => element.dispatchEvent(new Event("input", { bubbles: true }));

/** A table whose rows have fields [data-north] and [data-east]; [data-ring] names the ring where there are several. */
export class TableVertices {
  constructor(element) {
    this.element = element;
  }

  rows() {
    return [...this.element.tBodies[0].rows];
  }

  fields(row) {
    return [row.querySelector("[data-north]"), row.querySelector("[data-east]")];
  }

  points() {
    return this.rows().map((row) => ({
      pair: this.fields(row).map((field) => read(field?.value ?? "")),
      ring: row.querySelector("[data-ring]")?.value ?? "",
    }));
  }

  set(index, pair) {
    for (const [place, field] of this.fields(this.rows()[index]).entries()) field.value = pair[place];
    changed(this.element);
  }

  append(pair) {
    const empty = this.rows().findIndex((row) => this.fields(row).every((field) => !field?.value));
    if (empty < 0) addRow(this.element);
    const index = empty < 0 ? this.rows().length - 1 : empty;
    this.set(index, pair);
    return index;
  }

  removeLast() {
    const filled = this.rows().findLastIndex((row) => this.fields(row).some((field) => field?.value));
    if (filled >= 0) removeRow(this.rows()[filled]);
    changed(this.element);
    return filled;
  }

  snapshot() {
    return this.rows().map((row) => this.fields(row).map((field) => field?.value ?? ""));
  }

  restore(values) {
    while (this.rows().length > Math.max(values.length, 1)) removeRow(this.rows().at(-1));
    while (this.rows().length < values.length) addRow(this.element);
    for (const [index, row] of this.rows().entries()) {
      for (const [place, field] of this.fields(row).entries()) if (field) field.value = values[index]?.[place] ?? "";
    }
    changed(this.element);
  }
}

const LINE = /^(.*?)([^\t;]+)([\t;]\s*)([^\t;]+?)(\s*)$/;
const SPACED = /^(.*?)(\S+)(\s+)(\S+)(\s*)$/;

/** A text: number, X (north), Y (east) a line; an empty line begins a new ring; `order` tells when X is east. */
export class TextVertices {
  constructor(element, order) {
    this.element = element;
    this.order = order;
  }

  get isTurned() {
    return this.order?.value === "x-east";
  }

  lines() {
    return this.element.value.split("\n");
  }

  parts(line) {
    const found = (/[\t;]/.test(line) ? LINE : SPACED).exec(line);
    if (!found) return null;
    const pair = [read(found[2]), read(found[4])];
    return pair.every(Number.isFinite) ? { found, pair: this.isTurned ? pair.reverse() : pair } : null;
  }

  points() {
    let ring = 0;
    return this.lines().map((line) => {
      if (!line.trim()) ring += 1;
      return { pair: this.parts(line)?.pair ?? [NaN, NaN], ring: String(ring) };
    });
  }

  put(lines) {
    this.element.value = lines.join("\n");
    changed(this.element);
  }

  set(index, pair) {
    const lines = this.lines();
    const [, head, , gap, , tail] = this.parts(lines[index]).found;
    const [first, second] = this.isTurned ? pair.toReversed() : pair;
    lines[index] = `${head}${first}${gap}${second}${tail}`;
    this.put(lines);
  }

  append(pair) {
    const lines = this.lines();
    while (lines.length && !lines.at(-1).trim()) lines.pop();
    const count = this.points().filter((point) => point.pair.every(Number.isFinite)).length;
    lines.push([count + 1, ...(this.isTurned ? pair.toReversed() : pair)].join("\t"));
    this.put(lines);
    return count;
  }

  removeLast() {
    const lines = this.lines();
    const last = lines.findLastIndex((line) => this.parts(line));
    if (last < 0) return last;
    lines.splice(last, 1);
    this.put(lines);
    return lines.slice(0, last).filter((line) => this.parts(line)).length;
  }

  snapshot() {
    return this.element.value;
  }

  restore(value) {
    this.element.value = value;
    changed(this.element);
  }
}

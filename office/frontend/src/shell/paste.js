// A block copied from a spreadsheet fills an editable table to the right and down; Ctrl+C on a table copies it as text.
//   <table data-paste data-paste-add="#id of the button that adds a row"> … <input> in cells
import { announce } from "./live.js";
import { say } from "./words.js";

const rowsOf = (text) => text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));

const fieldsOf = (row) => [...row.querySelectorAll("input:not([type=hidden]):not([type=checkbox]), select, textarea")];

const fillIn = (table, start, block) => {
  const body = start.closest("tbody");
  const first = start.closest("tr");
  const column = fieldsOf(first).indexOf(start);
  let row = first;
  for (const [index, cells] of block.entries()) {
    if (index > 0) {
      if (!row.nextElementSibling) document.querySelector(table.dataset.pasteAdd || "#none")?.click();
      row = row.nextElementSibling;
      if (!row || row.parentElement !== body) return index;
    }
    const fields = fieldsOf(row);
    for (const [offset, cell] of cells.entries()) {
      const field = fields[column + offset];
      if (!field || field.readOnly || field.disabled) continue;
      field.value = cell.trim().normalize("NFC");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  return block.length;
};

document.addEventListener("paste", (event) => {
  const field = event.target.closest?.("table[data-paste] input, table[data-paste] textarea");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!field || !/[\t\n]/.test(text.trimEnd())) return;
  event.preventDefault();
  const block = rowsOf(text);
  const rows = fillIn(field.closest("table"), field, block);
  announce(say("pasted", { rows, columns: block[0].length }));
});

document.addEventListener("copy", (event) => {
  const table = document.activeElement?.closest?.("table[data-copy], .kh-scroll:has(table[data-copy])");
  if (!table || String(getSelection())) return;
  const cell = (element) => element.querySelector("input, select, textarea")?.value ?? element.textContent.replace(/\s+/g, " ").trim();
  const lines = [...table.querySelectorAll("tr")].map((row) => [...row.cells].map(cell).join("\t"));
  event.clipboardData.setData("text/plain", lines.join("\n"));
  event.preventDefault();
  announce(say("copied"));
});

// Editable tables: add, remove and move rows. Works for Django's formsets (data-rows="prefix") and for fields that repeat
// one name (data-rows=""). Without script the same buttons are plain submits of the page.
import { announce } from "./live.js";

const total = (table) => document.querySelector(`[name="${table.dataset.rows}-TOTAL_FORMS"]`);

const inputs = (row) => [...row.querySelectorAll("input, select, textarea")];

const number = (table) => {
  const prefix = table.dataset.rows;
  const rows = [...table.tBodies[0].rows];
  for (const [index, row] of rows.entries()) {
    const shown = row.querySelector("[data-row-number]");
    if (shown) shown.textContent = String(index + 1);
    if (!prefix) continue;
    const pattern = new RegExp(`(${prefix}-)(\\d+|__prefix__)(-)`);
    for (const element of row.querySelectorAll("[name], [id], [for], [aria-describedby], [aria-label]")) {
      for (const name of ["name", "id", "for", "aria-describedby"]) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replace(pattern, `$1${index}$3`));
      }
    }
  }
  if (prefix && total(table)) total(table).value = String(rows.length);
  table.dispatchEvent(new CustomEvent("kh:rows", { bubbles: true }));
};

export const addRow = (table, after = null) => {
  const body = table.tBodies[0];
  const model = document.getElementById(table.dataset.rowsTemplate ?? "")?.content.querySelector("tr") ?? body.rows[body.rows.length - 1];
  const row = model.cloneNode(true);
  for (const field of inputs(row)) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
    else if (field.dataset.rowKept === undefined) field.value = "";
    field.removeAttribute("aria-invalid");
    field.classList.remove("govuk-input--error");
  }
  for (const told of row.querySelectorAll(".govuk-error-message")) told.remove();
  if (after) after.after(row);
  else body.append(row);
  number(table);
  return row;
};

export const removeRow = (row) => {
  const table = row.closest("table");
  if (table.tBodies[0].rows.length === 1) for (const field of inputs(row)) field.value = "";
  else row.remove();
  number(table);
};

const move = (row, step) => {
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (step < 0) other.before(row);
  else other.after(row);
  number(row.closest("table"));
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-row-add], [data-row-remove], [data-row-up], [data-row-down]");
  if (!button) return;
  const row = button.closest("tr");
  const table = row?.closest("table[data-rows]") ?? document.querySelector(button.dataset.rowAdd || "#none");
  if (!table) return;
  event.preventDefault();
  if (button.dataset.rowAdd !== undefined) inputs(addRow(table)).find((field) => field.type !== "hidden")?.focus();
  else if (button.dataset.rowRemove !== undefined) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    removeRow(row);
    next?.querySelector("input, button")?.focus();
  } else {
    move(row, button.dataset.rowUp === undefined ? 1 : -1);
    button.focus();
  }
  announce(button.dataset.rowSaid ?? "");
  table.dispatchEvent(new Event("input", { bubbles: true }));
});

// The account's menu closes with Escape and when the focus leaves it.
for (const menu of document.querySelectorAll("details[data-menu]")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}

// buttons that only make sense with script
for (const element of document.querySelectorAll("[data-needs-script]")) element.hidden = false;

// printing
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) print();
});

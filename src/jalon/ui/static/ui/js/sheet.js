// The side sheet: opens when something is drawn in it, keeps refused forms in it, closes on Escape or when told.
const sheet = () => document.getElementById("sheet");
const body = () => document.getElementById("sheet-body");
const KEPT = [403, 409, 422];
let opener = null;

export function openSheet(html, from = document.activeElement) {
  if (!sheet().open) opener = from;
  window.htmx.swap(body(), html, { swapStyle: "innerHTML", settleDelay: 0 });
  show();
}

export function closeSheet() {
  sheet().close();
}

export function attach(dialog) {
  document.addEventListener("htmx:beforeSwap", keepRefusals);
  document.addEventListener("htmx:afterSwap", (event) => event.detail.target === body() && show());
  document.addEventListener("jalon:close-sheet", closeSheet);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) closeIfClean(dialog);
  });
  dialog.addEventListener("cancel", (event) => {
    if (!mayLeave(dialog)) event.preventDefault();
  });
  dialog.addEventListener("close", () => {
    body().replaceChildren();
    dialog.after(document.getElementById("toasts"));
    (opener?.isConnected ? opener : document.querySelector("main"))?.focus();
    opener = null;
  });
}

function show() {
  if (!body().hasChildNodes()) return;
  if (!sheet().open) {
    opener ??= document.activeElement;
    sheet().append(document.getElementById("toasts")); // outside an open dialog nothing can be pressed
    sheet().showModal();
  }
  const first = body().querySelector("[autofocus], [aria-invalid=true], .pane__title, h2");
  if (!first) return;
  if (!first.matches("input, select, textarea, button, a")) first.tabIndex = -1;
  first.focus();
}

function keepRefusals(event) {
  const { xhr, requestConfig } = event.detail;
  if (!KEPT.includes(xhr.status) || !requestConfig.elt.closest?.("#sheet")) return;
  event.detail.target = body();
  event.detail.swapOverride = "innerHTML";
}

function closeIfClean(dialog) {
  if (mayLeave(dialog)) dialog.close();
}

function mayLeave(dialog) {
  const dirty = dialog.querySelector("form[data-dirty]");
  return !dirty || window.confirm(dirty.dataset.sayLeave);
}

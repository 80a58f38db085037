// Short messages at the foot of the page; those with an Undo stay longer, those that alert stay until closed.
// They stack, the newest below; beyond a few the oldest goes. While the sheet is open they stand beside it. Escape closes
// the newest, or the one that has the focus.
const SHORT = 6000;
const LONG = 12000;
const MOST = 3;

export function toast({ message, undo = "", tone = "" }) {
  const host = document.getElementById("toasts");
  const piece = document.getElementById("toast-template").content.cloneNode(true).firstElementChild;
  piece.querySelector("[data-toast-text]").textContent = message;
  piece.classList.toggle("toast--alert", tone === "alert");
  const form = piece.querySelector("form");
  if (undo) form.setAttribute("hx-post", (form.action = undo));
  else form.remove();
  host.append(piece);
  for (const old of [...host.querySelectorAll(".toast:not(.toast--alert)")].slice(0, -MOST)) old.remove();
  window.htmx.process(piece);
  keep(piece);
}

export function attach(host) {
  for (const piece of host.children) keep(piece);
  document.addEventListener("jalon:toast", (event) => toast(event.detail));
  document.addEventListener("htmx:responseError", () =>
    toast({ message: host.dataset.sayFailed, tone: "alert" }),
  );
  document.addEventListener("htmx:sendError", () =>
    toast({ message: host.dataset.sayOffline, tone: "alert" }),
  );
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) chosen(host, event.target)?.remove();
  });
}

function chosen(host, target) {
  const isMeantElsewhere =
    target.matches("input, select, textarea") || document.querySelector("dialog[open], :popover-open");
  return target.closest(".toast") ?? (isMeantElsewhere ? null : host.lastElementChild);
}

function keep(piece) {
  piece.addEventListener("click", (event) => event.target.closest("[data-close]") && piece.remove());
  piece.addEventListener("submit", () => setTimeout(() => piece.remove()));
  if (piece.classList.contains("toast--alert")) return;
  let timer;
  const wait = () => (timer = setTimeout(() => piece.remove(), piece.querySelector("form") ? LONG : SHORT));
  const hold = () => clearTimeout(timer);
  for (const name of ["pointerenter", "focusin"]) piece.addEventListener(name, hold);
  for (const name of ["pointerleave", "focusout"]) piece.addEventListener(name, () => (hold(), wait()));
  wait();
}

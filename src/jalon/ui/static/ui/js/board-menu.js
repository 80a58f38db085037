// The one menu that all cards of a board share: “Move to…” and what else the page puts in it.
import { columnOf, listOf, place, rememberPlace, titleOf } from "./board-place.js";
import { showBeside } from "./menu.js";

export function attachMenu(board, onDrop) {
  const menu = document.getElementById(board.dataset.menu ?? "");
  if (!menu) return;
  let card = null;

  board.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-card-menu]");
    if (!opener) return;
    event.preventDefault();
    card = opener.closest("[data-card]");
    fit(menu, card);
    showBeside(menu, opener);
  });

  menu.addEventListener("click", (event) => {
    const button = event.target.closest("[data-to]");
    if (!button || !card) return;
    menu.hidePopover();
    const origin = rememberPlace(card);
    const target = board.querySelector(`[data-column="${CSS.escape(button.dataset.to)}"]`);
    place(card, listOf(target), listOf(target).querySelector("[data-card]"));
    onDrop(card, origin);
  });
}

function fit(menu, card) {
  const address = card.querySelector("[data-card-link]").getAttribute("href");
  const stage = columnOf(card).dataset.column;
  for (const title of menu.querySelectorAll("[data-card-title]")) title.textContent = titleOf(card);
  for (const button of menu.querySelectorAll("[data-to]")) button.disabled = button.dataset.to === stage;
  for (const link of menu.querySelectorAll("[data-path]")) {
    link.setAttribute("href", address + link.dataset.path);
    if (!("inSheet" in link.dataset)) continue;
    link.setAttribute("hx-get", address + link.dataset.path);
    link.setAttribute("hx-target", "#sheet-body");
    window.htmx.process(link);
  }
}

// A board of cards: moved by pointer, keyboard or menu; where each card stands is always the server's word.
import { attachDrag } from "./board-drag.js";
import { attachKeys } from "./board-keys.js";
import { attachMenu } from "./board-menu.js";
import { move } from "./board-move.js";
import { bringHome } from "./board-place.js";
import { post } from "./http.js";

export function attach(board) {
  const onDrop = (card, origin) => move(board, card, origin);
  attachDrag(board, onDrop);
  attachKeys(board, onDrop);
  attachMenu(board, onDrop);
  board.addEventListener("click", collapse);
  document.addEventListener("htmx:afterSettle", () => board.isConnected && bringHome(board));
}

function collapse(event) {
  const button = event.target.closest("[data-collapse]");
  if (!button) return;
  event.preventDefault();
  const column = button.closest("[data-column]");
  const collapsed = column.toggleAttribute("data-collapsed");
  button.setAttribute("aria-expanded", String(!collapsed));
  if (button.dataset.collapse) post(button.dataset.collapse, { collapsed: collapsed ? "1" : "" });
}

// Tells the server where a card was dropped; keeps the move if it agrees, takes it back if not.
import { announce, fill } from "./announce.js";
import {
  bringHome,
  columnOf,
  hasMoved,
  isBusy,
  neighbours,
  putBack,
  titleOf,
  whereabouts,
} from "./board-place.js";
import { fireTriggers, post } from "./http.js";
import { openSheet } from "./sheet.js";
import { toast } from "./toast.js";

const WITH_A_PANEL = [403, 409, 422];

export async function move(board, card, origin) {
  if (!hasMoved(card, origin) || isBusy(card)) return;
  card.setAttribute("aria-busy", "true");
  const said = whereabouts(card);
  const url = card.dataset.moveUrl ?? fill(board.dataset.moveUrl, { card: card.dataset.card });
  const answer = await post(url, {
    to: columnOf(card).dataset.column,
    edit: card.dataset.edit ?? "",
    ...neighbours(card),
  });
  card.removeAttribute("aria-busy");
  if (answer.ok) accept(board, card, answer, said);
  else refuse(board, card, origin, answer);
}

function accept(board, card, answer, said) {
  const focused = card.contains(document.activeElement);
  if (answer.html.trim()) window.htmx.swap(card, answer.html, { swapStyle: "outerHTML", settleDelay: 0 });
  bringHome(board);
  if (focused) focusCard(board, card.dataset.card);
  announce(board.dataset.saySaved, said);
  fireTriggers(answer.headers);
}

function refuse(board, card, origin, answer) {
  const focused = card.contains(document.activeElement);
  putBack(card, origin);
  if (focused) focusCard(board, card.dataset.card);
  flash(card);
  const words = answer.status === 403 ? board.dataset.sayDenied : null;
  announce(words ?? board.dataset.sayRefused, { ...whereabouts(card), card: titleOf(card) });
  if (WITH_A_PANEL.includes(answer.status) && answer.html.trim())
    openSheet(answer.html, card.querySelector("[data-card-link]"));
  else toast({ message: board.dataset.sayFailed, tone: "alert" });
  fireTriggers(answer.headers);
}

function focusCard(board, id) {
  board.querySelector(`[data-card="${CSS.escape(id)}"] [data-card-link]`)?.focus({ preventScroll: true });
}

function flash(card) {
  card.dataset.returned = "";
  card.addEventListener("animationend", () => delete card.dataset.returned, { once: true });
}

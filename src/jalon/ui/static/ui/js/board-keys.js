// A board by keyboard: arrows walk the cards; Space lifts one, arrows carry it, Space drops it, Escape takes it back.
import { announce } from "./announce.js";
import {
  cardsIn,
  columnOf,
  hasMoved,
  isBusy,
  listOf,
  openColumns,
  place,
  putBack,
  rememberPlace,
  whereabouts,
} from "./board-place.js";

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function attachKeys(board, onDrop) {
  const carrier = new Carrier(board, onDrop);
  rove(board);
  document.addEventListener("htmx:afterSettle", () => board.isConnected && rove(board));
  board.addEventListener("focusin", (event) => makeCurrent(board, event.target.closest("[data-card]")));
  board.addEventListener("keydown", (event) => {
    const link = event.target.closest("[data-card-link]");
    if (link && !event.metaKey && !event.ctrlKey && !event.altKey)
      carrier.press(event, link.closest("[data-card]"));
  });
  board.addEventListener("focusout", () => carrier.leave());
}

class Carrier {
  constructor(board, onDrop) {
    Object.assign(this, { board, onDrop, card: null });
  }

  press(event, card) {
    const act = this.card ? this.whileCarrying(event.key) : this.whileWalking(event.key, card);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  whileWalking(key, card) {
    if (key === " " && !isBusy(card) && !("noDrag" in this.board.dataset)) return () => this.lift(card);
    if (key in STEPS) return () => focusOn(neighbour(this.board, card, STEPS[key]));
    return null;
  }

  whileCarrying(key) {
    if (key in STEPS) return () => this.carry(STEPS[key]);
    if (key === " " || key === "Enter") return () => this.drop();
    if (key === "Escape") return () => this.cancel();
    return null;
  }

  lift(card) {
    this.card = card;
    this.origin = rememberPlace(card);
    card.dataset.carried = "";
    announce(this.board.dataset.sayLifted, whereabouts(card));
  }

  carry([across, down]) {
    this.keepFocus(() => (across ? toColumn(this.board, this.card, across) : alongColumn(this.card, down)));
    announce(this.board.dataset.sayMoved, whereabouts(this.card));
  }

  drop() {
    const { card, origin } = this;
    this.letGo();
    if (hasMoved(card, origin)) this.onDrop(card, origin);
    else announce(this.board.dataset.sayCancelled, whereabouts(card));
  }

  cancel() {
    const { card, origin } = this;
    this.keepFocus(() => putBack(card, origin));
    this.letGo();
    announce(this.board.dataset.sayCancelled, whereabouts(card));
  }

  leave() {
    setTimeout(() => {
      if (!this.card || this.card.contains(document.activeElement)) return;
      putBack(this.card, this.origin);
      this.letGo();
    });
  }

  letGo() {
    delete this.card.dataset.carried;
    this.card = null;
  }

  keepFocus(change) {
    change();
    focusOn(this.card); // a card that moves in the page loses the focus
  }
}

function toColumn(board, card, across) {
  const columns = openColumns(board);
  const target = columns[columns.indexOf(columnOf(card)) + across];
  if (!target) return;
  const index = cardsIn(card.parentElement).indexOf(card);
  place(card, listOf(target), cardsIn(listOf(target))[index] ?? null);
}

function alongColumn(card, down) {
  const cards = cardsIn(card.parentElement);
  const index = cards.indexOf(card);
  if (down < 0 && index > 0) place(card, card.parentElement, cards[index - 1]);
  if (down > 0 && index < cards.length - 1) place(card, card.parentElement, cards[index + 2] ?? null);
}

function neighbour(board, card, [across, down]) {
  const columns = openColumns(board).filter((column) => across === 0 || cardsIn(listOf(column)).length);
  const cards = cardsIn(card.parentElement);
  const index = cards.indexOf(card);
  if (down) return cards[index + down];
  const target = columns[columns.indexOf(columnOf(card)) + across];
  const there = target ? cardsIn(listOf(target)) : [];
  return there[Math.min(index, there.length - 1)];
}

function focusOn(card) {
  card?.querySelector("[data-card-link]").focus();
  card?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function rove(board) {
  const current = board.querySelector("[data-card][data-current]") ?? board.querySelector("[data-card]");
  for (const card of board.querySelectorAll("[data-card]")) setTabbable(card, card === current);
}

function makeCurrent(board, card) {
  const previous = board.querySelector("[data-card][data-current]");
  if (!card || previous === card) return;
  for (const other of board.querySelectorAll("[data-card][data-current]")) setTabbable(other, false);
  setTabbable(card, true);
}

function setTabbable(card, tabbable) {
  card.toggleAttribute("data-current", tabbable);
  for (const control of card.querySelectorAll("a, button, input")) control.tabIndex = tabbable ? 0 : -1;
}

// Where cards stand on a board, and how they get from one place to another.
export const cardsIn = (list) => [...list.querySelectorAll(":scope > [data-card]")];
export const columnOf = (card) => card.closest("[data-column]");
export const listOf = (column) => column.querySelector("[data-cards]");
export const openColumns = (board) => [...board.querySelectorAll("[data-column]:not([data-collapsed])")];
export const isBusy = (card) => card.getAttribute("aria-busy") === "true";
export const titleOf = (card) => card.querySelector("[data-card-link]")?.textContent.trim() ?? "";
export const stageOf = (column) => column.dataset.columnName ?? column.dataset.column;

export function rememberPlace(card) {
  return { list: card.parentElement, next: card.nextElementSibling };
}

export function putBack(card, origin) {
  place(card, origin.list, origin.next?.parentElement === origin.list ? origin.next : null);
}

export function place(card, list, before) {
  if (before === card || (card.parentElement === list && card.nextElementSibling === before)) return;
  list.insertBefore(card, before ?? lastCard(list)?.nextSibling ?? list.firstChild);
}

export function hasMoved(card, origin) {
  return card.parentElement !== origin.list || card.nextElementSibling !== origin.next;
}

export function neighbours(card) {
  return { before: nextCard(card)?.dataset.card ?? "", after: previousCard(card)?.dataset.card ?? "" };
}

export function whereabouts(card) {
  const cards = cardsIn(card.parentElement);
  return {
    card: titleOf(card),
    stage: stageOf(columnOf(card)),
    position: String(cards.indexOf(card) + 1),
    count: String(cards.length),
  };
}

export function bringHome(board) {
  for (const card of board.querySelectorAll("[data-card][data-stage]")) {
    if (isBusy(card) || card.matches("[data-lifted], [data-carried]")) continue;
    if (columnOf(card)?.dataset.column === card.dataset.stage) continue;
    const home = board.querySelector(`[data-column="${CSS.escape(card.dataset.stage)}"]`);
    if (home) listOf(home).prepend(card);
    else card.remove();
  }
}

const lastCard = (list) => cardsIn(list).at(-1);

function nextCard(card) {
  let next = card.nextElementSibling;
  while (next && !next.dataset.card) next = next.nextElementSibling;
  return next;
}

function previousCard(card) {
  let previous = card.previousElementSibling;
  while (previous && !previous.dataset.card) previous = previous.previousElementSibling;
  return previous;
}

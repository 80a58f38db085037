// Puts the cards that others changed where they belong, without taking focus, scroll or a drag from anybody.
import { bringHome, columnOf, isBusy, listOf, place } from "./board-place.js";

const MANY = 30;
const WAIT = 400;

export async function showOnBoard(board, news, more, { deals, pipeline }) {
  const last = new Map(news.map((one) => [one.deal, one])); // of several changes of a deal, the last
  if (more || last.size > MANY) return [...(await redraw(board)), ...last.values()];
  const changed = [...last.values()].filter((one) => isOutOfStep(board, one, pipeline));
  for (const one of changed) await refresh(board, one, deals);
  return changed;
}

// What the page shows already, as after a move of its own, needs nothing.
function isOutOfStep(board, { deal, edit, pipeline }, shown) {
  const card = cardOf(board, deal);
  if (card) return edit === undefined || card.dataset.edit !== String(edit);
  return edit !== undefined && pipeline === shown;
}

async function refresh(board, { deal }, deals) {
  await handsOff(board);
  const from = columnOf(cardOf(board, deal) ?? board)?.dataset.column;
  const response = await fetch(`${deals}${deal}/card/${from ? `?stage=${from}` : ""}`, {
    headers: { "HX-Request": "true", "HX-Current-URL": location.href },
    redirect: "manual",
  });
  const html = response.ok ? await response.text() : "";
  await handsOff(board);
  if (response.ok || response.status === 404) draw(board, deal, html, response.headers.get("Jalon-Before"));
}

function draw(board, deal, html, before) {
  const old = cardOf(board, deal);
  const focused = old?.contains(document.activeElement);
  const scrolls = [board, ...board.querySelectorAll("[data-cards]")].map((one) => [one, one.scrollTop, one.scrollLeft]);
  window.htmx.swap(old ?? placeholder(board), html, { swapStyle: "outerHTML", settleDelay: 0 });
  bringHome(board);
  const card = cardOf(board, deal);
  if (card && before) putBefore(board, card, before);
  for (const [one, top, left] of scrolls) Object.assign(one, { scrollTop: top, scrollLeft: left });
  if (focused) (card?.querySelector("[data-card-link]") ?? board.querySelector("[data-card-link]"))?.focus({ preventScroll: true });
}

function placeholder(board) {
  const item = document.createElement("li");
  listOf(board.querySelector("[data-column]")).prepend(item);
  return item;
}

function putBefore(board, card, before) {
  const next = cardOf(board, before); // one that is not loaded lies below those that are
  place(card, card.parentElement, next && columnOf(next) === columnOf(card) ? next : null);
}

async function redraw(board) {
  await handsOff(board);
  await window.htmx.ajax("GET", location.href, { target: "#board", select: "#board", swap: "outerHTML" });
  return [];
}

// Whoever holds a card is not to be disturbed.
async function handsOff(board) {
  while (board.querySelector("[data-lifted], [data-carried]") || [...board.querySelectorAll("[data-card]")].some(isBusy))
    await new Promise((resolve) => setTimeout(resolve, WAIT));
}

const cardOf = (board, id) => board.querySelector(`[data-card="${CSS.escape(id)}"]:not(.card-ghost)`);

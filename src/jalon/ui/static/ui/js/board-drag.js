// Dragging a card with a mouse, a pen or a finger.
import {
  cardsIn,
  hasMoved,
  isBusy,
  listOf,
  openColumns,
  place,
  putBack,
  rememberPlace,
} from "./board-place.js";

const THRESHOLD = 4; // pixels before a press becomes a drag
const LONG_PRESS = 350; // milliseconds before a touch becomes a drag
const TOUCH_SLOP = 8; // pixels a finger may tremble meanwhile
const EDGE = 56; // pixels from the border where the board scrolls by itself
const SPEED = 18; // pixels per frame at the very border

export function attachDrag(board, onDrop) {
  let drag = null;
  board.addEventListener("pointerdown", (event) => {
    const card = event.target.closest("[data-card]");
    if (drag || !card || isBusy(card) || !startsDrag(event)) return;
    drag = new Drag(board, card, event, onDrop, () => (drag = null));
  });
  board.addEventListener("touchmove", (event) => drag?.lifted && event.preventDefault(), { passive: false });
  board.addEventListener("contextmenu", (event) => drag?.byTouch && event.preventDefault());
  board.addEventListener("dragstart", (event) => event.preventDefault());
}

function startsDrag(event) {
  return (
    event.isPrimary &&
    event.button === 0 &&
    !event.target.closest("button, input, select, textarea, [data-no-drag]")
  );
}

class Drag {
  constructor(board, card, event, onDrop, onEnd) {
    Object.assign(this, { board, card, onDrop, onEnd, lifted: false });
    this.byTouch = event.pointerType === "touch";
    this.pointerId = event.pointerId;
    this.start = { x: event.clientX, y: event.clientY };
    this.now = { ...this.start };
    this.listening = new AbortController();
    if (this.byTouch) this.timer = setTimeout(() => this.lift(), LONG_PRESS);
    this.listen();
  }

  listen() {
    const { signal } = this.listening;
    document.addEventListener("pointermove", (event) => this.follow(event), { signal });
    document.addEventListener("pointerup", (event) => event.pointerId === this.pointerId && this.drop(), {
      signal,
    });
    document.addEventListener(
      "pointercancel",
      (event) => event.pointerId === this.pointerId && this.cancel(),
      { signal },
    );
    document.addEventListener("keydown", (event) => this.escape(event), { signal, capture: true });
    window.addEventListener("blur", () => this.cancel(), { signal });
  }

  follow(event) {
    if (event.pointerId !== this.pointerId) return;
    this.now = { x: event.clientX, y: event.clientY };
    const distance = Math.hypot(this.now.x - this.start.x, this.now.y - this.start.y);
    if (this.lifted) return;
    if (this.byTouch && distance > TOUCH_SLOP) this.end();
    else if (!this.byTouch && distance >= THRESHOLD) this.lift();
  }

  lift() {
    this.lifted = true;
    this.origin = rememberPlace(this.card);
    this.ghost = makeGhost(this.card, this.start);
    this.card.dataset.lifted = "";
    this.board.dataset.dragging = "";
    this.board.setPointerCapture(this.pointerId);
    if (this.byTouch) navigator.vibrate?.(10);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.ghost.style.transform = `translate(${this.now.x - this.ghost.grip.x}px, ${this.now.y - this.ghost.grip.y}px)`;
    scrollNearEdges(this.board, this.now);
    this.hover(columnAt(this.board, this.now));
    this.frame = requestAnimationFrame(() => this.draw());
  }

  hover(column) {
    for (const other of this.board.querySelectorAll("[data-over]"))
      if (other !== column) delete other.dataset.over;
    if (!column) return putBack(this.card, this.origin);
    column.dataset.over = "";
    const below = cardsIn(listOf(column)).find((card) => card !== this.card && isBelow(card, this.now.y));
    place(this.card, listOf(column), below ?? null);
  }

  escape(event) {
    if (event.key !== "Escape" || !this.lifted) return;
    event.preventDefault();
    event.stopPropagation();
    this.cancel();
  }

  drop() {
    if (!this.lifted) return this.end();
    this.hover(columnAt(this.board, this.now));
    const { card, origin } = this;
    swallowClick();
    this.end();
    if (hasMoved(card, origin)) this.onDrop(card, origin);
  }

  cancel() {
    if (this.lifted) {
      putBack(this.card, this.origin);
      swallowClick();
    }
    this.end();
  }

  end() {
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
    this.listening.abort();
    this.ghost?.remove();
    delete this.card.dataset.lifted;
    delete this.board.dataset.dragging;
    for (const column of this.board.querySelectorAll("[data-over]")) delete column.dataset.over;
    this.onEnd();
  }
}

function makeGhost(card, start) {
  const box = card.getBoundingClientRect();
  const ghost = card.cloneNode(true);
  ghost.removeAttribute("id");
  ghost.setAttribute("aria-hidden", "true");
  ghost.inert = true;
  ghost.classList.add("card-ghost");
  ghost.style.inlineSize = `${box.width}px`;
  ghost.grip = { x: start.x - box.left, y: start.y - box.top };
  ghost.style.transform = `translate(${box.left}px, ${box.top}px)`;
  document.body.append(ghost);
  return ghost;
}

function columnAt(board, { x, y }) {
  const frame = board.getBoundingClientRect();
  if (y < frame.top || y > frame.bottom || x < frame.left || x > frame.right) return null;
  return openColumns(board).find((column) => {
    const box = column.getBoundingClientRect();
    return x >= box.left && x < box.right;
  });
}

function isBelow(card, y) {
  const box = card.getBoundingClientRect();
  return box.top + box.height / 2 > y;
}

function scrollNearEdges(board, { x, y }) {
  const box = board.getBoundingClientRect();
  board.scrollBy(pull(x, box.left, box.right), pull(y, box.top, box.bottom));
}

function pull(at, from, to) {
  if (at < from + EDGE) return -SPEED * Math.min(1, (from + EDGE - at) / EDGE);
  if (at > to - EDGE) return SPEED * Math.min(1, (at - to + EDGE) / EDGE);
  return 0;
}

function swallowClick() {
  const swallow = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 0);
}

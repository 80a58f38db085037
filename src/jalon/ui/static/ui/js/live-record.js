// Draws a record again when others changed it; somebody who is writing in it is only told, and asks for it.
import { announce, fill } from "./announce.js";

export async function showOnRecord(record, news, more, words) {
  const about = news.filter(({ deal }) => deal === words.deal);
  const last = about.at(-1);
  if (!last && !more) return;
  if (isWriting(record)) offer(record, last, words);
  else await redraw(last, words);
}

function isWriting(record) {
  const focused = record.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");
  const written = [...record.querySelectorAll("textarea, input:not([type=hidden])")].some(isChanged);
  return focused || written || document.querySelector("dialog[open], [data-dirty]") !== null;
}

const isChanged = (field) =>
  field.type === "checkbox" || field.type === "radio"
    ? field.checked !== field.defaultChecked
    : field.value !== field.defaultValue;

function offer(record, last, words) {
  const line = document.querySelector("[data-live-changed]") ?? addLine(record, last, words);
  const text = line.querySelector("[data-live-text]");
  text.textContent = fill(text.dataset.sayChanged, { who: last?.who || words.sayAnonymous });
}

function addLine(record, last, words) {
  const piece = document.getElementById("live-changed").content.cloneNode(true).firstElementChild;
  record.before(piece);
  piece.querySelector("[data-live-show]").addEventListener("click", () => redraw(last, words));
  return piece;
}

async function redraw(last, words) {
  const at = [window.scrollX, window.scrollY];
  const focus = focusedPath();
  await window.htmx.ajax("GET", location.href, { target: "#record", swap: "outerHTML" });
  document.querySelector("[data-live-changed]")?.remove();
  window.scrollTo(...at);
  focus && document.querySelector(focus)?.focus({ preventScroll: true });
  if (last?.did) announce(words.sayDone, { ...last, who: last.who || words.sayAnonymous });
}

// Where the focus was, said so that it can be found in the record drawn anew.
function focusedPath() {
  const element = document.activeElement;
  if (!element?.closest("#record")) return "";
  if (element.id) return `#${CSS.escape(element.id)}`;
  const href = element.getAttribute("href");
  return href ? `#record [href="${CSS.escape(href)}"]` : "#record [tabindex], #record a";
}

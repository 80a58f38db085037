// Check boxes that select rows or cards: Shift takes a range, a master takes all, a bar appears with the count.
import { fill } from "./announce.js";

export function attach(area) {
  const bar = document.getElementById(area.dataset.bulkBar ?? "");
  const boxes = () => [...area.querySelectorAll("[data-select]")];
  let anchor = null;

  const tell = () => {
    const count = boxes().filter((box) => box.checked).length;
    const master = area.querySelector("[data-select-all]");
    if (master)
      Object.assign(master, {
        checked: count > 0 && count === boxes().length,
        indeterminate: count > 0 && count < boxes().length,
      });
    if (!bar) return;
    bar.toggleAttribute("data-open", count > 0);
    bar.querySelector("[data-count]").textContent = fill(
      count === 1 ? bar.dataset.sayOne : bar.dataset.sayMany,
      { n: String(count) },
    );
  };
  const setAll = (checked) => boxes().forEach((box) => (box.checked = checked));

  area.addEventListener("click", (event) => {
    const box = event.target.closest("[data-select]");
    if (!box) return;
    if (event.shiftKey && anchor?.isConnected)
      range(boxes(), anchor, box).forEach((one) => (one.checked = box.checked));
    anchor = box;
    tell();
  });
  area.addEventListener("change", (event) => {
    if (event.target.matches("[data-select-all]")) setAll(event.target.checked);
    tell();
  });
  bar?.addEventListener("click", (event) => {
    if (!event.target.closest("[data-clear]")) return;
    setAll(false);
    tell();
  });
  document.addEventListener("htmx:afterSettle", () => area.isConnected && tell());
  tell();
}

function range(boxes, from, to) {
  const [start, end] = [boxes.indexOf(from), boxes.indexOf(to)].sort((a, b) => a - b);
  return boxes.slice(start, end + 1);
}

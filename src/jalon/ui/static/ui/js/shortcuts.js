// Keys for what the page offers: every [data-shortcut] is clicked (or focused) by its keys, the last of
// several by theirs, and “?” lists them.
const PATIENCE = 1200; // milliseconds between the keys of a sequence
const UNDO = "mod+z"; // what one types has an undo of its own
let typed = [];
let last = 0;

export function attach(dialog) {
  const list = dialog.querySelector("[data-shortcut-list]");
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const key = nameOf(event);
    if (isTyping(event.target) && (key === UNDO || !key.startsWith("mod+"))) return;
    if (event.target.closest("dialog") && event.target.closest("dialog") !== dialog) return;
    if (key === "?") return open(event, dialog, list);
    press(event, key);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
  });
}

function nameOf(event) {
  const mod = event.metaKey || event.ctrlKey ? "mod+" : "";
  return event.altKey ? "" : mod + event.key.toLowerCase();
}

function isTyping(target) {
  return target.matches?.("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
}

function press(event, key) {
  if (!key || key === "shift") return;
  typed = event.timeStamp - last < PATIENCE ? [...typed.slice(-1), key] : [key];
  last = event.timeStamp;
  const target = find(typed.join(" ")) ?? find(key);
  if (!target) return;
  event.preventDefault();
  typed = [];
  if (target.matches("input:not([type=checkbox], [type=radio]), textarea, select")) target.focus();
  else target.click();
}

function find(keys) {
  const all = document.querySelectorAll(`[data-shortcut="${CSS.escape(keys)}"]`);
  return [...all].findLast(
    (element) => !element.disabled && (element.checkVisibility() || "shortcutHidden" in element.dataset),
  );
}

function open(event, dialog, list) {
  event.preventDefault();
  list.replaceChildren(...[...byLabel()].map(([label, keys]) => line(label, keys)));
  dialog.showModal();
}

function byLabel() {
  const known = new Map();
  for (const element of document.querySelectorAll("[data-shortcut]")) {
    const label =
      element.dataset.shortcutLabel ?? element.getAttribute("aria-label") ?? element.textContent.trim();
    if (label) known.set(label, element.dataset.shortcut);
  }
  return known;
}

function line(label, keys) {
  const name = document.createElement("dt");
  name.textContent = label;
  const value = document.createElement("dd");
  for (const key of keys.split(/[ +]/)) {
    const cap = document.createElement("kbd");
    cap.textContent = key === "mod" ? (navigator.platform.startsWith("Mac") ? "⌘" : "Ctrl") : key;
    value.append(cap, " ");
  }
  const row = document.createDocumentFragment();
  row.append(name, value);
  return row;
}

// Gives each element the behaviours it names in data-behaviour, at first sight and after every htmx swap.
import { guardForms } from "./one-sending.js";

const modules = {
  board: () => import("./board.js"),
  combobox: () => import("./combobox.js"),
  "dirty-guard": () => import("./dirty-guard.js"),
  draft: () => import("./draft.js"),
  dropzone: () => import("./dropzone.js"),
  "inline-edit": () => import("./inline-edit.js"),
  "keep-scroll": () => import("./keep-scroll.js"),
  live: () => import("./live.js"),
  menu: () => import("./menu.js"),
  "multi-select": () => import("./multi-select.js"),
  sheet: () => import("./sheet.js"),
  shortcuts: () => import("./shortcuts.js"),
  sidebar: () => import("./sidebar.js"),
  "submit-on-change": () => import("./submit-on-change.js"),
  theme: () => import("./theme.js"),
  toasts: () => import("./toast.js"),
};

const known = new WeakSet();

export function attachWithin(root) {
  const named = root.querySelectorAll("[data-behaviour]");
  for (const element of root.matches?.("[data-behaviour]") ? [root, ...named] : named) attachTo(element);
}

async function attachTo(element) {
  if (known.has(element)) return;
  known.add(element);
  for (const name of element.dataset.behaviour.trim().split(/\s+/)) {
    if (!(name in modules)) throw new Error(`No behaviour is called “${name}”.`);
    const module = await modules[name]();
    module.attach(element);
  }
  element.dataset.attached = "";
}

document.documentElement.dataset.js = "";
guardForms();
attachWithin(document);
document.addEventListener("htmx:load", (event) => attachWithin(event.detail.elt));

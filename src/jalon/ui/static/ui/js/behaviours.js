// Gives each element the behaviours it names in data-behaviour, at first sight and after every htmx swap.
const modules = {
  "board": () => import("./board.js"),
  "combobox": () => import("./combobox.js"),
  "dirty-guard": () => import("./dirty-guard.js"),
  "draft": () => import("./draft.js"),
  "dropzone": () => import("./dropzone.js"),
  "inline-edit": () => import("./inline-edit.js"),
  "menu": () => import("./menu.js"),
  "multi-select": () => import("./multi-select.js"),
  "sheet": () => import("./sheet.js"),
  "shortcuts": () => import("./shortcuts.js"),
  "sidebar": () => import("./sidebar.js"),
  "submit-on-change": () => import("./submit-on-change.js"),
  "theme": () => import("./theme.js"),
  "toasts": () => import("./toast.js"),
};

const attached = new WeakMap();

export function attachWithin(root) {
  const named = root.querySelectorAll("[data-behaviour]");
  for (const element of root.matches?.("[data-behaviour]") ? [root, ...named] : named) attachTo(element);
}

async function attachTo(element) {
  const done = attached.get(element) ?? new Set();
  attached.set(element, done);
  for (const name of element.dataset.behaviour.split(/\s+/).filter((name) => !done.has(name))) {
    done.add(name);
    if (!(name in modules)) throw new Error(`No behaviour is called “${name}”.`);
    const module = await modules[name]();
    module.attach(element);
  }
  element.dataset.attached = "";
}

document.documentElement.dataset.js = "";
attachWithin(document);
document.addEventListener("htmx:load", (event) => attachWithin(event.detail.elt));

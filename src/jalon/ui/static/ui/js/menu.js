// Places a popover menu beside its button and lets arrows walk it.
const GAP = 4;

export function attach(button) {
  const menu = document.getElementById(button.getAttribute("popovertarget"));
  if (!menu) return;
  button.setAttribute("aria-expanded", "false");
  menu.addEventListener("toggle", (event) => {
    const open = event.newState === "open";
    button.setAttribute("aria-expanded", String(open));
    if (open) settle(menu, button);
  });
  walkable(menu);
}

export function showBeside(menu, opener) {
  walkable(menu);
  menu.showPopover();
  settle(menu, opener);
  menu.addEventListener("toggle", () => menu.contains(document.activeElement) && opener.focus(), {
    once: true,
  });
}

function settle(menu, opener) {
  const from = opener.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = from.bottom + GAP + height <= window.innerHeight || from.top < height;
  const left = from.left + width <= window.innerWidth - GAP ? from.left : from.right - width;
  menu.style.left = `${Math.max(GAP, left)}px`;
  menu.style.top = `${Math.max(GAP, below ? Math.min(from.bottom + GAP, window.innerHeight - height - GAP) : from.top - height - GAP)}px`;
  (menu.querySelector("[autofocus]") ?? items(menu)[0])?.focus();
}

function walkable(menu) {
  if ("walkable" in menu.dataset) return;
  menu.dataset.walkable = "";
  menu.addEventListener("keydown", (event) => {
    const target = stepTo(items(menu), event.key);
    if (!target || event.target.closest("input, select, textarea")) return;
    event.preventDefault();
    target.focus();
  });
}

function items(menu) {
  return [...menu.querySelectorAll("a[href], button:not(:disabled), input, select, textarea")].filter(
    (item) => item.checkVisibility(),
  );
}

function stepTo(all, key) {
  const index = all.indexOf(document.activeElement);
  if (key === "ArrowDown") return all[(index + 1) % all.length];
  if (key === "ArrowUp") return all.at(index <= 0 ? -1 : index - 1);
  if (key === "Home") return all[0];
  if (key === "End") return all.at(-1);
  if (key.length === 1 && key !== " ")
    return all.find((item) => item.textContent.trim().toLowerCase().startsWith(key.toLowerCase()));
  return null;
}

// A text field that proposes: the server sends the options, arrows walk them, Enter or a click takes one.
const PATIENCE = 120; // milliseconds of quiet before the server is asked
const GAP = 2;

export function attach(box) {
  new Combobox(box);
}

class Combobox {
  constructor(box) {
    this.box = box;
    this.input = box.querySelector("[role=combobox]");
    this.value = box.querySelector("[data-combobox-value]");
    this.list = box.querySelector("[role=listbox]");
    this.asking = null;
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
    if (this.input.value !== this.input.defaultValue) this.typed(); // somebody was faster than this module
  }

  get isOpen() {
    return this.list.matches(":popover-open");
  }

  typed() {
    this.value.value = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PATIENCE);
  }

  async ask() {
    this.asking?.abort();
    const words = this.input.value.trim();
    if (!words) return this.close();
    this.asking = new AbortController();
    try {
      const url = `${this.box.dataset.optionsUrl}?q=${encodeURIComponent(words)}`;
      const response = await fetch(url, { headers: { "HX-Request": "true" }, signal: this.asking.signal });
      if (response.ok) this.show(await response.text());
    } catch (problem) {
      if (problem.name !== "AbortError") throw problem;
    }
  }

  show(html) {
    this.list.innerHTML = html;
    if (!this.options.length || document.activeElement !== this.input) return this.close();
    if (!this.isOpen) this.list.showPopover();
    this.settle();
    this.input.setAttribute("aria-expanded", "true");
    return this.point(null);
  }

  settle() {
    const from = this.input.getBoundingClientRect();
    const height = this.list.offsetHeight;
    const below = from.bottom + GAP + height <= window.innerHeight || from.top < height;
    this.list.style.minInlineSize = `${from.width}px`;
    this.list.style.left = `${Math.min(from.left, window.innerWidth - this.list.offsetWidth - 4)}px`;
    this.list.style.top = `${below ? from.bottom + GAP : from.top - height - GAP}px`;
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  press(event) {
    if (!this.isOpen) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.step(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && this.current) this.take(this.current);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  step(by) {
    const all = this.options;
    const index = all.indexOf(this.current);
    this.point(all[(index + by + all.length) % all.length] ?? all.at(by > 0 ? 0 : -1));
  }

  point(option) {
    for (const one of this.options) one.setAttribute("aria-selected", String(one === option));
    this.current = option;
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  take(option) {
    if (!option) return;
    this.input.value = option.dataset.label;
    this.value.value = option.dataset.value;
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    this.close();
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.current = null;
    this.input.setAttribute("aria-expanded", "false");
    if (this.isOpen) this.list.hidePopover();
  }
}

// A value edited where it stands: Enter or double-click opens, Enter saves, Tab saves and goes right, Escape gives it back.
export function attach(element) {
  const edit = new InlineEdit(element);
  element.tabIndex = 0;
  element.addEventListener("dblclick", () => edit.open());
  element.addEventListener("keydown", (event) => edit.press(event));
  element.addEventListener("click", (event) => edit.click(event));
  element.addEventListener("htmx:afterSwap", () => edit.drawn());
}

class InlineEdit {
  constructor(element) {
    Object.assign(this, { element, before: null, then: null });
  }

  get isOpen() {
    return "editing" in this.element.dataset;
  }

  click(event) {
    if (this.isOpen || event.target.closest("a[href]:not([data-edit])")) return;
    event.preventDefault();
    if (this.element.dataset.editOn !== "dblclick") this.open();
  }

  press(event) {
    if (!this.isOpen) {
      if (event.key === "Enter" && event.target === this.element) return this.open(event);
      return undefined;
    }
    if (event.key === "Escape") return this.giveBack(event);
    if (event.key === "Enter" && !event.target.matches("textarea, button"))
      return this.save(event, downFrom(this.element));
    if (event.key === "Tab" && !event.shiftKey && isLastControl(event.target))
      return this.save(event, rightFrom(this.element));
    return undefined;
  }

  open(event) {
    event?.preventDefault();
    if (this.isOpen) return;
    this.before = [...this.element.childNodes];
    this.element.dataset.editing = "";
    delete this.element.dataset.saved;
    window.htmx.ajax("GET", this.element.dataset.editUrl, {
      target: this.element,
      swap: "innerHTML settle:0ms",
    });
  }

  save(event, next) {
    event.preventDefault();
    event.stopPropagation();
    this.then = next;
    this.element.querySelector("form").requestSubmit();
  }

  giveBack(event) {
    event.preventDefault();
    event.stopPropagation();
    this.element.replaceChildren(...this.before);
    this.close();
  }

  drawn() {
    const control = this.element.querySelector("input:not([type=hidden]), select, textarea, form button");
    if (control) {
      control.focus();
      control.select?.();
      return;
    }
    this.element.dataset.saved = "";
    this.close(this.then);
  }

  close(next = null) {
    delete this.element.dataset.editing;
    this.then = null;
    (next ?? this.element).focus();
  }
}

function isLastControl(control) {
  const all = [...control.form.elements].filter((one) => one.type !== "hidden" && one.type !== "submit");
  return all.at(-1) === control;
}

function rightFrom(element) {
  const all = [...document.querySelectorAll("[data-behaviour~=inline-edit]")];
  return all[all.indexOf(element) + 1] ?? element;
}

function downFrom(element) {
  const cell = element.closest("td, th");
  const below = cell?.parentElement.nextElementSibling?.cells?.[cell.cellIndex];
  return below?.querySelector("[data-behaviour~=inline-edit]") ?? element;
}

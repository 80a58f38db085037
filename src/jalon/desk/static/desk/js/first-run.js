// Answers by number, on by Enter, back by Backspace or Escape. Without it the screens are plain forms.
const ask = document.querySelector("[data-first-run]");
const form = ask?.closest("form");
const onward = form?.querySelector("[data-onward]");
const groups = () => [...ask.querySelectorAll("[data-group]")].filter((group) => group.checkVisibility());
let underway = 0; // answers being kept
let next = null; // what waits until they are, so that the last word is the last to arrive

if (form) {
  const zone = form.querySelector("[data-time-zone]");
  if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
  document.addEventListener("keydown", press);
  document.addEventListener("htmx:afterSwap", showNew);
  ask.addEventListener("htmx:beforeRequest", begin);
  ask.addEventListener("htmx:afterRequest", end);
  form.addEventListener("submit", submit);
  form.addEventListener("focusin", (event) => mark(event.target.closest("[data-group]")));
  form.addEventListener("toggle", () => mark(groups().at(-1)), true);
  focusFirst();
}

function begin(event) {
  if (next) event.preventDefault(); // all of it is about to be sent
  else underway += 1;
}

function end() {
  underway = Math.max(underway - 1, 0);
  const act = next;
  if (underway || !act) return;
  next = null;
  act();
}

function whenKept(act) {
  if (underway) next = act;
  else act();
}

function submit(event) {
  if (!underway) return;
  event.preventDefault();
  next = () => form.requestSubmit(onward);
}

function press(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const writes = event.target.matches("input:not([type=radio], [type=checkbox]), select, textarea");
  if (event.key === "Escape" || (event.key === "Backspace" && !writes)) return back(event);
  if (/^[1-9]$/.test(event.key) && !writes) return choose(event, Number(event.key));
  if (event.key === "Enter" && !event.target.matches("a, button, summary, textarea")) {
    event.preventDefault();
    form.requestSubmit(onward);
  }
}

function back(event) {
  const link = form.querySelector("[data-back]");
  if (!link || document.querySelector("dialog[open], [popover]:popover-open")) return;
  event.preventDefault();
  whenKept(() => link.click());
}

function choose(event, number) {
  const all = groups();
  const group = all.find((one) => one.hasAttribute("data-active")) ?? all[0];
  const input = group?.querySelectorAll("input")[number - 1];
  if (!input) return;
  event.preventDefault();
  input.focus({ preventScroll: true });
  if (input.type === "checkbox" || !input.checked) input.click();
  if (input.type === "radio") follow(all, group);
}

function follow(all, group) {
  const following = all[all.indexOf(group) + 1];
  if (!following) return;
  mark(following);
  chosenIn(following)?.focus();
}

function focusFirst() {
  const [group] = groups();
  mark(group);
  const invalid = form.querySelector("[aria-invalid=true] input, input[aria-invalid=true]");
  if (invalid) return invalid.focus({ preventScroll: true });
  if (form.querySelector("[autofocus]")) return;
  const fields = [...ask.querySelectorAll("input:not([type=hidden]), select")].filter((field) => field.checkVisibility());
  const first = group ? chosenIn(group) : (fields[0] ?? onward);
  first?.focus({ preventScroll: true });
}

function chosenIn(group) {
  return group.querySelector("input:checked") ?? group.querySelector("input");
}

function mark(group) {
  if (!group) return;
  for (const one of groups()) one.toggleAttribute("data-active", one === group);
}

function showNew() {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const options = { block: "nearest", inline: "center", behavior: still ? "instant" : "smooth" };
  document.querySelector("#beside [data-new]")?.scrollIntoView(options);
}

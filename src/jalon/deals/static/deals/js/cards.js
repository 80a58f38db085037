// Gives each card and each head what all of them share, from one template: two hundred cards would double the page with it.
const cardTools = document.getElementById("card-tools");
const headTools = document.getElementById("head-tools");

function equip(root) {
  for (const card of within(root, "[data-card]")) if (!card.querySelector(".card__tools")) completeCard(card);
  for (const head of within(root, ".column__head")) if (!head.querySelector("[popover]")) completeHead(head);
}

function within(root, selector) {
  const found = [...root.querySelectorAll(selector)];
  return root.matches?.(selector) ? [root, ...found] : found;
}

function completeCard(card) {
  const tools = cardTools.content.cloneNode(true);
  const link = card.querySelector("[data-card-link]");
  const box = tools.querySelector("input");
  box.value = card.dataset.card;
  box.setAttribute("aria-label", link.textContent.trim());
  for (const control of tools.querySelectorAll("input, button")) control.tabIndex = "current" in card.dataset ? 0 : -1;
  link.setAttribute("aria-describedby", "board-help");
  const [age, criteria] = card.querySelectorAll("footer > span");
  age?.setAttribute("title", cardTools.dataset.age);
  criteria?.setAttribute("title", cardTools.dataset.criteria);
  const health = card.querySelector(".health");
  health.role = "img";
  health.title = health.ariaLabel = cardTools.dataset[health.dataset.health];
  card.append(tools);
}

function completeHead(head) {
  const { column: stage, columnName: name } = head.closest("[data-column]").dataset;
  const tools = headTools.content.cloneNode(true);
  const menu = tools.querySelector("[popover]");
  menu.id = `menu-${stage}`;
  tools.querySelector("[popovertarget]").setAttribute("popovertarget", menu.id);
  for (const button of tools.querySelectorAll("[data-collapse]")) {
    button.dataset.collapse = headTools.dataset.foldUrl.replace("{stage}", stage);
  }
  for (const button of tools.querySelectorAll("[data-say]")) button.ariaLabel = button.dataset.say.replace("{stage}", name);
  tools.querySelector("a").href = head.querySelector(".column__name a").href;
  head.querySelector(".column__tools").append(tools);
  window.htmx?.process(head);
}

if (cardTools) {
  equip(document);
  document.addEventListener("htmx:load", (event) => equip(event.detail.elt));
}

// Gives each card what all cards share: check box, menu, help. Two hundred cards would double the page with it.
const template = document.getElementById("card-tools");

function equip(root) {
  const found = [...root.querySelectorAll("[data-card]")];
  if (root.matches?.("[data-card]")) found.push(root);
  for (const card of found) if (!card.querySelector(".card__tools")) complete(card);
}

function complete(card) {
  const tools = template.content.cloneNode(true);
  const link = card.querySelector("[data-card-link]");
  const box = tools.querySelector("input");
  box.value = card.dataset.card;
  box.setAttribute("aria-label", link.textContent.trim());
  for (const control of tools.querySelectorAll("input, button")) control.tabIndex = "current" in card.dataset ? 0 : -1;
  link.setAttribute("aria-describedby", "board-help");
  const [age, criteria] = card.querySelectorAll(".card__foot > span");
  age?.setAttribute("title", template.dataset.age);
  criteria?.setAttribute("title", template.dataset.criteria);
  const health = card.querySelector(".health");
  health.role = "img";
  health.title = health.ariaLabel = template.dataset[health.dataset.health];
  card.append(tools);
}

if (template) {
  equip(document);
  document.addEventListener("htmx:load", (event) => equip(event.detail.elt));
}

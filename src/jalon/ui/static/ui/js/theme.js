// Light, dark or as the system says; the choice lives in a cookie, so that the server draws the page right at once.
import { rememberChoice } from "./http.js";

export function attach(group) {
  mark(group, document.documentElement.dataset.theme ?? "");
  group.addEventListener("click", (event) => {
    const button = event.target.closest("[data-set-theme]");
    if (!button) return;
    const theme = button.dataset.setTheme;
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    rememberChoice("theme", theme);
    mark(group, theme);
  });
}

function mark(group, theme) {
  for (const button of group.querySelectorAll("[data-set-theme]")) {
    button.setAttribute("aria-pressed", String(button.dataset.setTheme === theme));
  }
}

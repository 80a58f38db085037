// Folds the sidebar to its icons and back; the choice lives in a cookie.
import { rememberChoice } from "./http.js";

export function attach(button) {
  const root = document.documentElement;
  const tell = () => button.setAttribute("aria-expanded", String(root.dataset.sidebar !== "collapsed"));
  tell();
  button.addEventListener("click", () => {
    if (root.dataset.sidebar === "collapsed") delete root.dataset.sidebar;
    else root.dataset.sidebar = "collapsed";
    rememberChoice("sidebar", root.dataset.sidebar ?? "");
    tell();
  });
}

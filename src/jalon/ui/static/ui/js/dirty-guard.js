// Asks before leaving a form that was changed and not sent.
export function attach(form) {
  const stay = (event) => {
    if ("dirty" in form.dataset && form.isConnected) event.preventDefault();
  };
  form.addEventListener("input", () => (form.dataset.dirty = ""));
  form.addEventListener("submit", () => delete form.dataset.dirty);
  form.addEventListener("reset", () => delete form.dataset.dirty);
  window.addEventListener("beforeunload", stay);
}

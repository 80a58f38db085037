// Keeps what was typed in a text field until it is sent, in this browser only.
const PREFIX = "jalon:draft:";

export function attach(field) {
  const key = PREFIX + (field.dataset.draft || `${location.pathname}#${field.name}`);
  const kept = localStorage.getItem(key);
  if (kept && !field.value) {
    field.value = kept;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.addEventListener("input", () =>
    field.value ? localStorage.setItem(key, field.value) : localStorage.removeItem(key),
  );
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) field.form.requestSubmit();
  });
  field.form?.addEventListener(
    "htmx:afterRequest",
    (event) => event.detail.successful && localStorage.removeItem(key),
  );
  if (field.form && !field.form.matches("[hx-post], [data-hx-post]")) {
    field.form.addEventListener("submit", () => localStorage.removeItem(key));
  }
}

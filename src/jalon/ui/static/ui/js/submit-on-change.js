// Sends a form as soon as one of its choices changes; its button is for browsers without JavaScript.
export function attach(form) {
  form.addEventListener("change", () => form.requestSubmit());
}

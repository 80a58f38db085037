// A form that is on its way is not sent a second time by a second click or a second Enter.
const AT_MOST = 10_000; // milliseconds: an answer may never come
const DOWNLOAD = 1_000; // a form marked `data-downloads`: its answer, a file, leaves the page as it is and says nothing

export function guardForms() {
  document.addEventListener("submit", holdBack, { capture: true });
  document.addEventListener("submit", (event) => !event.defaultPrevented && start(event.target));
  document.addEventListener("htmx:beforeRequest", (event) => start(event.detail.elt));
  document.addEventListener("htmx:afterRequest", (event) => goesAway(event) || end(event.detail.elt));
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(end));
}

function holdBack(event) {
  if (!event.submitter || !("sending" in event.target.dataset)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function start(form) {
  if (!form.matches("form[method=post]")) return;
  form.dataset.sending = "";
  setTimeout(end, "downloads" in form.dataset ? DOWNLOAD : AT_MOST, form);
}

function end(form) {
  delete form.dataset.sending;
}

function goesAway(event) {
  return event.detail.xhr?.getResponseHeader("HX-Redirect");
}

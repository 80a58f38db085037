// Requests that a behaviour makes by itself, shaped like those of htmx.
export function csrfToken() {
  return JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
}

export async function post(url, values) {
  try {
    const response = await fetch(url, {
      method: "POST",
      body: new URLSearchParams(values),
      headers: { "HX-Request": "true", "X-CSRFToken": csrfToken(), Accept: "text/html" },
      redirect: "manual",
    });
    return {
      ok: response.ok,
      status: response.status,
      html: await response.text(),
      headers: response.headers,
    };
  } catch {
    return { ok: false, status: 0, html: "", headers: new Headers() };
  }
}

export function fireTriggers(headers) {
  const text = headers.get("HX-Trigger");
  if (!text) return;
  const events = text.startsWith("{")
    ? JSON.parse(text)
    : Object.fromEntries(text.split(",").map((name) => [name.trim(), null]));
  for (const [name, detail] of Object.entries(events)) {
    document.body.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}

export function rememberChoice(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
}

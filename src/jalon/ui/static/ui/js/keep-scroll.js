// Where one was: an area that scrolls is found again as it was left, after a reload and on the way back.
export function attach(area) {
  const name = `scroll ${location.pathname}${location.search} ${area.id}`;
  addEventListener("pagehide", () => write(name, [area.scrollLeft, area.scrollTop]));
  const kept = read(name);
  if (kept && cameBack()) area.scrollTo({ left: kept[0], top: kept[1], behavior: "instant" });
}

function cameBack() {
  return ["reload", "back_forward"].includes(performance.getEntriesByType("navigation")[0]?.type);
}

function write(name, place) {
  try {
    sessionStorage.setItem(name, JSON.stringify(place));
  } catch {
    // without storage one begins at the start
  }
}

function read(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name));
  } catch {
    return null;
  }
}

// Says something to people who listen to the page; sentences come from data- attributes, with {named} gaps.
export function announce(sentence, gaps = {}) {
  const live = document.getElementById("live");
  if (!live || !sentence) return;
  live.textContent = "";
  setTimeout(() => (live.textContent = fill(sentence, gaps)), 20); // a change is only heard when it comes later
}

export function fill(sentence, gaps) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => gaps[name] ?? whole);
}

// Files dropped on an area go into its file input; the area says what it holds.
export function attach(zone) {
  const input = zone.querySelector("input[type=file]");
  const names = zone.querySelector("[data-files]");
  let depth = 0;

  const over = (change) => {
    depth = Math.max(0, depth + change);
    zone.toggleAttribute("data-over", depth > 0);
  };
  const show = () => {
    if (names) names.textContent = [...input.files].map((file) => file.name).join(", ");
    if ("submit" in zone.dataset && input.files.length) input.form.requestSubmit();
  };

  zone.addEventListener("dragover", (event) => event.preventDefault());
  zone.addEventListener("dragenter", () => over(1));
  zone.addEventListener("dragleave", () => over(-1));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    over(-depth);
    if (!event.dataTransfer.files.length) return;
    input.files = fitting(event.dataTransfer.files, input.multiple);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", show);
}

function fitting(files, multiple) {
  if (multiple || files.length === 1) return files;
  const first = new DataTransfer();
  first.items.add(files[0]);
  return first.files;
}

// The print button of pages made to be printed.
document.documentElement.dataset.js = "";
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());

// Copies what stands in a field, and prints a poster.
(() => {
  "use strict";
  document.querySelectorAll("[data-copy]").forEach((button) => {
    if (!navigator.clipboard) return;
    const usual = button.textContent;
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value).then(() => {
        button.textContent = button.dataset.done;
        window.setTimeout(() => { button.textContent = usual; }, 2000);
      });
    });
  });
  document.querySelectorAll("[data-print-page]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
})();

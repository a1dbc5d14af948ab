// What a page does by itself, without htmx: menus close, selects send their form, wishes are kept.
(() => {
  "use strict";

  const send = (form) => (form.requestSubmit ? form.requestSubmit() : form.submit());

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-send-on-change]");
    if (form && !event.target.closest("[data-keep]")) send(form);
  });

  const openMenus = () => document.querySelectorAll("details.menu[open]");

  document.addEventListener("click", (event) => {
    openMenus().forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openMenus().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  document.addEventListener("click", (event) => {
    const printer = event.target.closest("[data-print]");
    if (printer) window.print();
    const copier = event.target.closest("[data-copy-address]");
    if (copier && navigator.clipboard) {
      navigator.clipboard.writeText(location.href).then(() => {
        copier.dataset.done = "yes";
        window.setTimeout(() => delete copier.dataset.done, 2000);
      });
    }
  });

  // On paper nothing is behind a fold; afterwards what was closed is closed again.
  const folded = [];
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll(".printed details:not([open])").forEach((one) => {
      one.open = true;
      folded.push(one);
    });
  });
  window.addEventListener("afterprint", () => {
    folded.splice(0).forEach((one) => { one.open = false; });
  });

  // Empty fields stay out of the address, so that a link to a view is short.
  document.addEventListener("formdata", (event) => {
    if (event.target.method !== "get") return;
    [...event.formData.entries()].forEach(([name, value]) => {
      if (value === "") event.formData.delete(name);
    });
  });
})();

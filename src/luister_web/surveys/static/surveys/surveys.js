// The editor saves by itself while somebody types, and shows the new state in the preview. Without this, its buttons do.
(() => {
  "use strict";

  const PAUSE = 600;
  const AGAIN = 4000;
  let timer = 0;
  let running = null;
  let isDirty = false;
  let stamp = "";
  let page = "";
  let language = "";
  let openPart = "";

  const form = () => document.querySelector("form[data-autosave]");
  const pane = () => document.getElementById("preview");
  const frame = () => document.querySelector("iframe[name=survey-preview]");

  const tell = (state) => {
    const told = document.getElementById("saved");
    if (told) told.textContent = told.dataset[state] || "";
  };

  // What the server shows anew, but never a field in which somebody may be typing.
  const renew = (text) => {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    fresh.querySelectorAll("[data-fresh][id]").forEach((part) => {
      const old = document.getElementById(part.id);
      if (old && old.outerHTML !== part.outerHTML) old.replaceWith(document.adoptNode(part));
    });
    const now = fresh.getElementById("preview");
    if (now && pane()) Object.assign(pane().dataset, { stamp: now.dataset.stamp, page: now.dataset.page });
    showPreview();
  };

  const send = async (one) => {
    const body = new FormData(one);
    body.set("do", "auto");
    one.querySelectorAll("[data-once][name]").forEach((field) => body.delete(field.name));
    isDirty = false;
    tell("saving");
    try {
      const answer = await fetch(one.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
      if (answer.status >= 500 || answer.redirected) throw new Error("not saved");
      if (one.isConnected) renew(await answer.text());
      tell(answer.ok ? "saved" : "");
    } catch {
      isDirty = true;
      tell("failed");
      timer = window.setTimeout(save, AGAIN);
    }
  };

  const save = () => {
    window.clearTimeout(timer);
    const one = form();
    if (!one || !isDirty) return running || Promise.resolve();
    running = (running || Promise.resolve()).then(() => send(one)).finally(() => { running = null; });
    return running;
  };

  document.addEventListener("input", (event) => {
    const one = event.target.closest("form[data-autosave]");
    if (!one || event.target.closest("[data-keep], [data-once]")) return;
    isDirty = true;
    window.clearTimeout(timer);
    timer = window.setTimeout(save, PAUSE);
  });

  // Another kind, or another question to look at, needs other fields.
  document.addEventListener("change", (event) => {
    const one = event.target.closest("form[data-autosave]");
    if (!one || !event.target.matches("[data-reshape], [data-more]")) return;
    one.requestSubmit(one.querySelector("button[name=do][value=save]"));
  });

  // A button waits until what was typed before it is kept, so that nobody is in conflict with themselves.
  document.addEventListener("submit", (event) => {
    window.clearTimeout(timer);
    if (!running) {
      if (event.target.matches("[data-autosave]")) isDirty = false;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    running.then(() => event.target.isConnected && event.target.requestSubmit(button));
  }, true);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("main a[href]");
    if (!link || link.target || !(isDirty || running)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    save().then(() => link.click());
  }, true);

  window.addEventListener("pagehide", () => {
    const one = form();
    if (!one || !isDirty) return;
    const body = new FormData(one);
    body.set("do", "auto");
    navigator.sendBeacon(one.action, body);
  });

  const showPreview = () => {
    const shown = pane();
    if (!shown || !frame()) return;
    const wanted = `${shown.dataset.base}?language=${language || shown.querySelector("[data-language][aria-current]")?.dataset.language || ""}&page=${shown.dataset.page}`;
    const isElsewhere = page !== shown.dataset.page;
    if (!isElsewhere && stamp === shown.dataset.stamp) return;
    // The frame's own history stays as it is, so that "back" leaves the editor.
    if (page !== "" || stamp !== "") {
      if (isElsewhere) frame().contentWindow.location.replace(wanted);
      else frame().contentWindow.location.reload();
    }
    ({ page, stamp } = shown.dataset);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("#preview [data-language]");
    if (!link) return;
    event.preventDefault();
    language = link.dataset.language;
    markLanguage();
    frame().contentWindow.location.replace(`${pane().dataset.base}?language=${language}&page=${pane().dataset.page}`);
  });

  const markLanguage = () => {
    if (!language) return;
    document.querySelectorAll("#preview [data-language]").forEach((one) => {
      one.toggleAttribute("aria-current", false);
      if (one.dataset.language === language) one.setAttribute("aria-current", "true");
    });
  };

  document.addEventListener("input", (event) => {
    const picked = event.target.dataset.picks;
    if (picked) document.getElementById(picked).value = event.target.value;
  });

  // A part that opens takes the focus to its words; one that closes leaves it on its line.
  const moveFocus = (one) => {
    const now = one ? new URL(one.action).pathname : "";
    const before = openPart;
    openPart = now;
    if (now === before) return;
    if (now) (one.querySelector("[data-first]") || one.querySelector("input:not([type=hidden])"))?.focus();
    else document.querySelector(`main a[href="${before}"]`)?.focus();
  };

  // After a swap every field shows what the server keeps.
  document.addEventListener("htmx:after:swap", () => {
    const one = form();
    if (one && !isDirty) one.reset();
    markLanguage();
    showPreview();
    moveFocus(one);
  });

  openPart = form() ? new URL(form().action).pathname : "";
  showPreview();
})();

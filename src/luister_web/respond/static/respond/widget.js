/*! Luister widget: shows a survey in a corner of a page. See "Answering" in the documentation of Luister.
    <script src="https://luister.example.org/s/widget.js" data-survey="LINK" defer></script>
    data-pages="/help/*, /order/done"  data-delay="5" (seconds)  data-share="0.2"  data-days="30"  data-language="nl"  data-label="Survey"  data-close="Close" */
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || !script.dataset.survey) return;
  const told = script.dataset;
  const origin = new URL(script.src).origin;
  const number = (text, usual) => (text !== undefined && Number.isFinite(Number(text)) ? Number(text) : usual);
  const days = number(told.days, 30);
  const name = `luister:${told.survey}`;

  const fits = (pattern) =>
    new RegExp(`^${pattern.trim().split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`).test(location.pathname);
  if (told.pages && !told.pages.split(",").some(fits)) return;

  // What a browser remembers: whether this visitor is in the share, and until when to leave them alone.
  // Where it may not remember, nothing is shown: it would ask again on every page.
  let memory;
  try {
    memory = JSON.parse(localStorage.getItem(name) || "null") || { chance: Math.random(), until: 0 };
    localStorage.setItem(name, JSON.stringify(memory));
  } catch {
    return;
  }
  if (memory.chance >= number(told.share, 1) || Date.now() < memory.until) return;
  const rest = () => {
    // A new draw after the rest, so that the same visitors are not asked for ever.
    const kept = { chance: Math.random(), until: Date.now() + days * 86400000 };
    try { localStorage.setItem(name, JSON.stringify(kept)); } catch { /* full or forbidden: asked once more */ }
  };

  const show = () => {
    const box = document.createElement("div");
    const frame = document.createElement("iframe");
    const close = document.createElement("button");
    // Set one by one: a policy that forbids inline styles allows this.
    const style = (element, rules) => Object.assign(element.style, rules);
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", told.label || "Survey");
    style(box, {
      position: "fixed", insetBlockEnd: "16px", insetInlineEnd: "16px", zIndex: "2147483000", width: "min(420px, calc(100vw - 16px))",
      borderRadius: "16px", overflow: "hidden", boxShadow: "0 12px 48px rgb(0 0 0 / 0.28)", background: "Canvas", colorScheme: "light dark",
    });
    if (innerWidth < 480) style(box, { insetBlockEnd: "8px", insetInlineEnd: "8px" });
    const query = told.language ? `?language=${encodeURIComponent(told.language)}` : "";
    frame.src = `${origin}/s/widget/${encodeURIComponent(told.survey)}${query}`;
    frame.title = told.label || "Survey";
    style(frame, { display: "block", width: "100%", height: "360px", maxHeight: "calc(100vh - 32px)", border: "0", colorScheme: "light dark" });
    close.type = "button";
    close.textContent = "\u00d7";
    close.setAttribute("aria-label", told.close || "Close");
    style(close, {
      position: "absolute", insetBlockStart: "6px", insetInlineEnd: "6px", width: "44px", height: "44px", border: "0", borderRadius: "22px",
      background: "transparent", color: "CanvasText", font: "400 26px/1 system-ui, sans-serif", cursor: "pointer",
    });
    const away = () => { box.remove(); window.removeEventListener("message", hear); };
    const hear = (event) => {
      if (event.origin !== origin || event.source !== frame.contentWindow || !event.data || !event.data.luister) return;
      const said = event.data.luister;
      if (said.height) frame.style.height = `${Math.min(Number(said.height), innerHeight - 32)}px`;
      if (said.close) away();
      if (said.done) window.setTimeout(away, 6000);
    };
    window.addEventListener("message", hear);
    close.addEventListener("click", away);
    box.addEventListener("keydown", (event) => { if (event.key === "Escape") away(); });
    box.append(frame, close);
    document.body.append(box);
    rest();
  };
  window.setTimeout(show, number(told.delay, 5) * 1000);
})();

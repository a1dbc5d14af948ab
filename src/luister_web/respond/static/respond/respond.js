// What the page can do at once where there is script; without it the server does the same at the next step.
(() => {
  "use strict";
  const all = (query) => [...document.querySelectorAll(query)];
  const tell = (what) => window.parent !== window && window.parent.postMessage({ luister: what }, "*");
  const form = document.querySelector("[data-form]");

  // A page in a frame says how high it is, and when it is done.
  if (window.parent !== window) {
    const size = () => tell({ height: document.querySelector(".sheet").offsetHeight });
    new ResizeObserver(size).observe(document.querySelector(".sheet"));
    if (document.querySelector("[data-done]")) tell({ done: true });
    document.addEventListener("keydown", (event) => event.key === "Escape" && tell({ close: true }));
  }

  document.querySelector("[data-focus]")?.focus();
  if (!form) return;

  // So that the browser's "back" leads to this page and not to where one is by then.
  const here = new URL(location.href);
  if (!here.searchParams.has("page")) {
    here.searchParams.set("page", form.elements[":page"].value);
    history.replaceState(null, "", here);
  }

  // Follow-ups: a question that depends on an answer of this page comes and goes with it.
  const values = (name) =>
    new FormData(form).getAll(name).map((value) => String(value).trim()).filter((value) => value !== "");
  const checks = {
    is: (found, wanted) => found.some((one) => wanted.includes(one)),
    "is not": (found, wanted) => !found.some((one) => wanted.includes(one)),
    "at least": (found, wanted) => found.length > 0 && Number(found[0]) >= Number(wanted[0]),
    "at most": (found, wanted) => found.length > 0 && Number(found[0]) <= Number(wanted[0]),
    answered: (found) => found.length > 0,
    "not answered": (found) => found.length === 0,
  };
  const holds = (groups) =>
    groups.some((group) => group.every(([name, operator, wanted]) => checks[operator](values(name), wanted)));
  const items = all(".item");
  const seen = form.querySelector("[data-seen]");
  const follow = () => {
    items.forEach((item) => {
      if (!item.dataset.showIf) return;
      item.hidden = !holds(JSON.parse(item.dataset.showIf));
      // What is hidden is not sent, and cannot be what another question depends on.
      item.querySelectorAll("input, textarea").forEach((input) => { input.disabled = item.hidden; });
    });
    seen.value = items.filter((item) => !item.hidden).map((item) => item.dataset.fields).join(" ");
  };
  follow();

  form.addEventListener("change", (event) => {
    const box = event.target;
    if (box.type === "checkbox" && box.checked) {
      // "No opinion" and an opinion exclude each other.
      form.querySelectorAll(`[name="${CSS.escape(box.name)}"]`).forEach((other) => {
        if (other !== box && ("none" in other.dataset) !== ("none" in box.dataset)) other.checked = false;
      });
    }
    follow();
  });

  // How much may still be written; read out only when the writer pauses.
  all("textarea[data-longest]").forEach((area) => {
    const count = document.getElementById(`${area.id}-count`);
    const longest = Number(area.dataset.longest);
    let pause = 0;
    const show = () => {
      const left = longest - area.value.length;
      count.textContent = count.dataset.words.replace("{left}", left.toLocaleString(document.documentElement.lang));
      count.classList.toggle("problem", left < 0);
      window.clearTimeout(pause);
      count.removeAttribute("aria-live");
      if (left < longest / 10) pause = window.setTimeout(() => count.setAttribute("aria-live", "polite"), 800);
    };
    area.addEventListener("input", show);
    if (area.value) show();
  });

  // Another language keeps what was filled in.
  all("[data-language]").forEach((link) => {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      form.action = link.href;
      const go = document.createElement("input");
      Object.assign(go, { type: "hidden", name: ":go", value: "language" });
      form.append(go);
      form.submit();
    });
  });

  // A personal link is opened, and a score that came with it counts, once a person sees the page: it is visible and has
  // the focus, or somebody moves. A scanner that fetches the address, or draws it unseen, does neither.
  const kept = document.getElementById("kept");
  const score = kept && !kept.hidden && form.querySelector(".step input:checked");
  if (score || "sees" in form.dataset) {
    const signs = ["pointerdown", "keydown", "touchstart", "wheel", "pointermove", "focus"];
    let isSent = false;
    const post = (told) =>
      fetch(form.action, { method: "POST", body: new URLSearchParams(told), credentials: "omit" }).catch(() => ({ ok: false }));
    const send = async () => {
      if (isSent || document.visibilityState !== "visible" || document.prerendering) return;
      isSent = true;
      if ("sees" in form.dataset) await post({ ":go": "seen" });
      if (!score) return;
      const answer = await post({ ":go": "score", ":score": score.value });
      if (answer.ok && score.checked) kept.textContent = kept.dataset.kept;
    };
    signs.forEach((sign) => window.addEventListener(sign, send, { passive: true }));
    window.setTimeout(() => document.hasFocus() && send(), 1000);
  }

  // A kiosk that nobody touches begins anew, after asking.
  const idle = document.querySelector("[data-restart]");
  if (idle) {
    let asking = 0;
    let leaving = 0;
    const anew = () => (window.parent !== window ? tell({ restart: true }) : location.replace(idle.dataset.restart));
    const wait = () => {
      idle.hidden = true;
      window.clearTimeout(asking);
      window.clearTimeout(leaving);
      asking = window.setTimeout(() => {
        idle.hidden = false;
        leaving = window.setTimeout(anew, 20000);
      }, Number(idle.dataset.seconds) * 1000);
    };
    ["pointerdown", "keydown", "scroll", "input"].forEach((sign) => window.addEventListener(sign, wait, { passive: true }));
    wait();
  }
})();

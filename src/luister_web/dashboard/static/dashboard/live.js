// Numbers move when answers arrive: the server tells the version of the data, the page renews itself.
(() => {
  "use strict";
  if (!window.EventSource) return;

  let rest = 5000; // milliseconds between two renewals: the server says how many, by how many pages there are
  let last = 0;
  let isAsking = false;
  let waiting = 0;
  let newest = 0;

  const sign = () => document.querySelector("[data-live]");

  const show = (state) => {
    const place = sign();
    if (!place || state === "off") return;
    place.dataset.state = "on";
    const words = place.querySelector("[data-words]");
    if (words) words.textContent = words.dataset.words;
  };

  // Somebody who has a menu open or is writing is not disturbed.
  const isBusy = () =>
    document.hidden ||
    document.querySelector("main details.menu[open], dialog[open]") ||
    document.activeElement?.closest("main input, main textarea, main select");

  const renew = () => {
    waiting = 0;
    if (isBusy()) return plan();
    isAsking = true;
    htmx.ajax("GET", location.pathname + location.search, {
      target: "#main", select: "#main", swap: "outerMorph",
    }).then(() => {
      isAsking = false;
      last = Date.now();
      show("on");
      follow();
    }, () => { isAsking = false; });
  };

  const follow = () => {
    const place = sign();
    if (!isAsking && place && newest > Number(place.dataset.version)) plan();
  };

  const plan = () => {
    if (!waiting) waiting = window.setTimeout(renew, Math.max(rest - (Date.now() - last), 300));
  };

  const source = new EventSource("/live");
  source.addEventListener("version", (event) => {
    show("on");
    [newest, rest] = event.data.split(" ").map(Number);
    follow();
  });
  source.addEventListener("open", () => show("on"));
  document.addEventListener("htmx:after:swap", () => {
    if (source.readyState === EventSource.OPEN) show("on");
  });
  window.addEventListener("pagehide", () => source.close());
})();

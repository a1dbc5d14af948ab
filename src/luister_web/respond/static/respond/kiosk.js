// Each visitor gets a new frame: its history goes with it, so that "back" cannot lead to the answers of the one before.
(() => {
  "use strict";
  let frame = document.querySelector("iframe");
  const anew = () => {
    const next = frame.cloneNode();
    next.src = frame.dataset.start;
    frame.replaceWith(next);
    frame = next;
  };
  let thanked = 0;
  window.addEventListener("message", (event) => {
    if (event.origin !== location.origin || event.source !== frame.contentWindow || !event.data.luister) return;
    if (event.data.luister.restart) anew();
    window.clearTimeout(thanked);
    if (event.data.luister.done) thanked = window.setTimeout(anew, 7000);
  });
  const button = document.querySelector("[data-full-screen]");
  if (document.fullscreenEnabled) {
    button.hidden = false;
    button.addEventListener("click", () => document.documentElement.requestFullscreen());
    document.addEventListener("fullscreenchange", () => { button.hidden = Boolean(document.fullscreenElement); });
  }
})();

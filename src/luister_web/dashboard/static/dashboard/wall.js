// The wall goes on by itself until somebody stops it.
(() => {
  "use strict";
  const wall = document.querySelector("[data-wall]");
  if (!wall) return;
  let timer = 0;

  const go = () => {
    timer = window.setTimeout(() => location.replace(wall.dataset.next), wall.dataset.seconds * 1000);
  };

  const button = document.querySelector("[data-stop]");
  button.hidden = false;
  button.addEventListener("click", () => {
    const isStopped = button.getAttribute("aria-pressed") === "true";
    button.setAttribute("aria-pressed", String(!isStopped));
    if (isStopped) go();
    else window.clearTimeout(timer);
  });
  go();
})();

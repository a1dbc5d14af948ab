// Drop a file on the form, see its size, and see it being sent. Without this the form works as it is.
(() => {
  "use strict";

  const setUp = () => {
    const form = document.querySelector("form.upload");
    if (!form) return;
    const input = form.querySelector("input[type=file]");
    const zone = form.querySelector(".drop-zone");
    const told = form.querySelector(".file-size");
    const bar = form.querySelector("progress.sending");
    const button = form.querySelector("button");
    const language = document.documentElement.lang || undefined;

    const size = (bytes) => {
      const steps = ["bytes", "KB", "MB", "GB"];
      const step = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)), 3);
      const value = bytes / 1024 ** step;
      return `${value.toLocaleString(language, { maximumFractionDigits: step ? 1 : 0 })} ${steps[step]}`;
    };

    const show = () => {
      const files = [...input.files];
      const total = files.reduce((sum, file) => sum + file.size, 0);
      const tooLarge = files.some((file) => file.size > Number(form.dataset.limit));
      input.setCustomValidity(tooLarge ? form.dataset.tooLarge : "");
      told.textContent = files.length ? `${files.map((file) => file.name).join(", ")} · ${size(total)}` : "";
      if (tooLarge) told.textContent += ` · ${form.dataset.tooLarge}`;
    };

    input.addEventListener("change", show);
    ["dragenter", "dragover"].forEach((name) => zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    }));
    ["dragleave", "drop"].forEach((name) => zone.addEventListener(name, () => zone.classList.remove("is-over")));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        show();
      }
    });

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const request = new XMLHttpRequest();
      const failed = () => {
        bar.hidden = true;
        button.disabled = false;
        told.textContent = form.dataset.failed;
      };
      request.upload.addEventListener("progress", (sent) => {
        if (!sent.lengthComputable) return;
        bar.value = (100 * sent.loaded) / sent.total;
        told.textContent = `${size(sent.loaded)} / ${size(sent.total)} ${form.dataset.sent}`;
      });
      request.addEventListener("error", failed);
      request.addEventListener("load", () => {
        if (request.status >= 500) return failed();
        const next = request.getResponseHeader("X-Next");
        if (next) return window.location.assign(next);
        // The page says what was wrong; it is put in place of this one.
        const page = new DOMParser().parseFromString(request.responseText, "text/html");
        document.querySelector("main").replaceWith(page.querySelector("main"));
        return setUp();
      });
      button.disabled = true;
      bar.hidden = false;
      request.open("POST", form.action);
      request.setRequestHeader("X-Upload", "yes");
      request.send(new FormData(form));
    });
  };

  setUp();
})();

// What stands beside the drawing of a model: the questions there are, with whose they are, and what cannot be drawn.
(() => {
  "use strict";

  // Each question says which constructs it measures.
  const mark = (chips, model) => {
    for (const one of chips) {
      const owners = model.constructs.filter((each) => each.items.includes(one.dataset.name)).map((each) => each.name);
      one.classList.toggle("is-used", owners.length > 0 || model.plain.includes(one.dataset.name));
      one.querySelector("small").textContent = owners.length ? `${one.dataset.name} · ${owners.join(", ")}` : one.dataset.name;
    }
  };

  // Lines of the text that nobody can read, and how much of it has no place in a drawing.
  const note = (place, model, boxes, said) => {
    const told = [];
    const hidden = model.others + model.shared.filter((one) => !boxes.has(one.one) || !boxes.has(one.other)).length;
    if (model.unread.length) told.push(said("unread", { lines: model.unread.join(", ") }));
    if (hidden) told.push(said("others", { count: String(hidden) }));
    place.textContent = told.join(" ");
    place.hidden = !told.length;
  };

  // Only the questions of which the name or the words hold what is typed are shown.
  const filter = (field, chips) => {
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLowerCase();
      for (const one of chips) one.parentElement.hidden = !`${one.dataset.name} ${one.dataset.label}`.toLowerCase().includes(wanted);
    });
  };

  window.luisterDiagramBeside = { mark, note, filter };
})();

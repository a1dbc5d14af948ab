// The drawing of a model beside its text. The text is the truth: every change of the drawing writes it, and it draws the drawing.
(() => {
  "use strict";

  const frame = document.getElementById("drawing");
  const written = document.getElementById("id_text");
  if (!frame || !written) return;
  const text = window.luisterModelText;
  const view = window.luisterDiagramView;
  const beside = window.luisterDiagramBeside;
  const { places } = window.luisterDiagramLayout;
  const words = frame.dataset;
  const stage = frame.querySelector(".drawing-stage");
  const lines = frame.querySelector(".drawing-lines");
  const panel = frame.querySelector(".drawing-panel");
  const status = frame.querySelector("[role=status]");
  const chips = [...frame.querySelectorAll(".chip-question")];
  const labels = new Map(chips.map((one) => [one.dataset.name, one.dataset.label]));
  const moved = new Map();
  const past = [];
  const future = [];
  let model = text.read("");
  let arrows = [];
  let boxes = new Map();
  let chosen = "";
  let from = "";
  let shown = null;

  const said = (word, names = {}) => Object.entries(names).reduce((now, [key, value]) => now.replace(`{${key}}`, value), words[word]);
  const tell = (told) => { status.textContent = told; };
  const isConstruct = (name) => model.constructs.some((one) => one.name === name);
  const chosenCard = () => (chosen.startsWith("node:") ? chosen.slice(5) : "");
  const chosenArrow = () => arrows.find((one) => view.arrowKey(one) === chosen);

  const drawArrows = () => {
    stage.querySelectorAll(".edge").forEach((one) => one.remove());
    const width = Math.max(stage.parentElement.clientWidth, ...[...boxes.values()].map((one) => one.left + one.width + 20));
    const height = Math.max(160, ...[...boxes.values()].map((one) => one.top + one.height + 28));
    stage.style.width = `${width}px`;
    stage.style.height = `${height}px`;
    lines.setAttribute("width", width);
    lines.setAttribute("height", height);
    stage.append(...view.arrows(lines, arrows, boxes, { words, chosen, width }));
  };

  const place = () => {
    const cards = [...stage.querySelectorAll(".node")];
    const room = stage.parentElement.clientWidth - 34;
    const sizes = new Map(cards.map((one) => [one.dataset.name, [one.offsetWidth, one.offsetHeight]]));
    const leads = arrows.filter((one) => one.kind !== "shared").map((one) => ({ cause: one.from, effect: one.to }));
    const found = places(sizes, leads, room);
    boxes = new Map(
      cards.map((one) => {
        const name = one.dataset.name;
        const [left, top] = moved.get(name) || [found.get(name)[0] + 12, found.get(name)[1] + 24];
        one.style.left = `${left}px`;
        one.style.top = `${top}px`;
        return [name, { left, top, width: one.offsetWidth, height: one.offsetHeight }];
      }),
    );
  };

  const drawPanel = () => {
    const arrow = chosenArrow();
    const name = chosenCard();
    if (arrow) panel.replaceChildren(...view.arrowPanel(arrow, { words }));
    else if (name) panel.replaceChildren(...view.cardPanel(name, model, { words, labels }));
    else panel.replaceChildren(Object.assign(document.createElement("p"), { className: "soft", textContent: words.choose }));
  };

  const drawHints = () => {
    frame.querySelector("[data-do=undo]").disabled = !past.length;
    frame.querySelector("[data-do=redo]").disabled = !future.length;
    frame.querySelector("[data-do=tidy]").disabled = !moved.size;
    frame.classList.toggle("is-aiming", from !== "");
  };

  const draw = (focus = document.activeElement?.dataset?.key) => {
    shown = written.value;
    model = text.read(shown);
    arrows = view.arrowsOf(model);
    const names = [...model.constructs.map((one) => one.name), ...model.plain];
    if (chosenCard() ? !names.includes(chosenCard()) : !chosenArrow()) chosen = "";
    if (!names.includes(from)) from = "";
    const cards = [
      ...model.constructs.map((one) => view.card(one.name, one.items.filter((item) => !isConstruct(item)), { words, labels, isPlain: false, isChosen: chosenCard() === one.name })),
      ...model.plain.map((name) => view.card(name, [], { words, labels, isPlain: true, isChosen: chosenCard() === name })),
    ];
    stage.querySelectorAll(".node").forEach((one) => one.remove());
    stage.append(...cards);
    frame.querySelector(".drawing-begin").hidden = cards.length > 0;
    place();
    drawArrows();
    drawPanel();
    beside.mark(chips, model);
    beside.note(frame.querySelector(".drawing-note"), model, boxes, said);
    drawHints();
    if (focus) [...frame.querySelectorAll("[data-key]")].find((one) => one.dataset.key === focus)?.focus({ preventScroll: true });
  };

  // A change of the text that somebody made in the drawing.
  const change = (next, told, focus) => {
    if (next !== written.value) {
      past.push(written.value);
      future.length = 0;
      written.value = next;
    }
    draw(focus);
    if (told) tell(told);
  };

  const choose = (key, byKeyboard) => {
    chosen = key;
    draw(byKeyboard ? "panel" : key);
  };

  const lead = (cause, effect) => {
    from = "";
    if (cause === effect) return change(written.value, said("itself"));
    const isMeasured = model.constructs.some((one) => one.name === cause && one.items.includes(effect));
    if (isMeasured) return change(written.value, said("alreadyItem", { item: effect, name: cause }));
    const told = said("drew", { from: cause, to: effect });
    chosen = view.arrowKey({ kind: "path", from: cause, to: effect });
    return change(text.addPath(written.value, cause, effect), told, chosen);
  };

  const give = (construct, item) => {
    if (construct === item) return;
    chosen = `node:${construct}`;
    change(text.addItem(written.value, construct, item), said("gave", { item, name: construct }));
  };

  const hand = (owner, construct, item) => {
    chosen = `node:${construct}`;
    change(text.addItem(text.removeItem(written.value, owner, item), construct, item), said("gave", { item, name: construct }));
  };

  const takeOut = (construct, item) => change(text.removeItem(written.value, construct, item), said("took", { item, name: construct }));

  const aim = (name) => {
    from = from === name ? "" : name;
    draw(`handle:${name}`);
    tell(from ? said("aiming", { name }) : "");
  };

  const newConstruct = (typed, item) => {
    const plain = text.asName(typed);
    if (!plain) return tell(said("needsName"));
    let name = plain;
    const taken = new Set([...model.constructs.map((one) => one.name), ...model.plain, ...labels.keys()]);
    for (let count = 2; taken.has(name); count += 1) name = `${plain}_${count}`;
    chosen = `node:${name}`;
    const next = text.addConstruct(written.value, name);
    change(item ? text.addItem(next, name, item) : next, said("added", { name }), item ? "panel-rename" : undefined);
    return undefined;
  };

  const cutArrow = (arrow) => {
    const told = said("cutTold", { arrow: view.arrowWords(arrow, words) });
    if (arrow.kind === "measured") return takeOut(arrow.from, arrow.to);
    const cut = arrow.kind === "path" ? text.removePath : text.removeShared;
    return change(cut(written.value, arrow.from, arrow.to), told, `node:${arrow.from}`);
  };

  const remove = (name) => {
    const told = said("removed", { name });
    const next = isConstruct(name) ? text.removeName(written.value, name) : arrows.filter((one) => [one.from, one.to].includes(name)).reduce((now, one) => (one.kind === "path" ? text.removePath : text.removeShared)(now, one.from, one.to), written.value);
    moved.delete(name);
    change(next, told, "stage");
  };

  const step = (back, forth) => {
    if (!back.length) return;
    forth.push(written.value);
    written.value = back.pop();
    draw();
  };

  const deeds = {
    undo: () => step(past, future),
    redo: () => step(future, past),
    tidy: () => { moved.clear(); draw(); },
    remove: () => remove(chosenCard()),
    cut: () => cutArrow(chosenArrow()),
    turn: () => { const { from: one, to } = chosenArrow(); chosen = `path:${to}>${one}`; change(text.addPath(text.removePath(written.value, one, to), to, one), said("drew", { from: to, to: one }), "panel"); },
    share: () => { const { from: one, to } = chosenArrow(); const ends = [one, to].sort(); chosen = `shared:${one < to ? one : to}>${one < to ? to : one}`; change(text.addShared(text.removePath(written.value, one, to), ...ends), "", "panel"); },
    lead: () => { const { from: one, to } = chosenArrow(); chosen = `path:${one}>${to}`; change(text.addPath(text.removeShared(written.value, one, to), one, to), said("drew", { from: one, to }), "panel"); },
  };

  const forms = {
    construct: (form) => { newConstruct(form.elements.name.value); form.reset(); },
    rename: (form) => {
      const [name, next] = [chosenCard(), text.asName(form.elements.name.value)];
      if (!next || next === name) return draw();
      if (isConstruct(next) || labels.has(next) || model.plain.includes(next)) return tell(said("taken", { name: next }));
      if (moved.has(name)) moved.set(next, moved.get(name));
      chosen = `node:${next}`;
      return change(text.rename(written.value, name, next), said("renamed", { name: next }));
    },
    item: (form) => give(chosenCard(), form.elements.name.value),
    arrow: (form) => { const name = chosenCard(); lead(name, form.elements.name.value); chosen = `node:${name}`; draw("panel-arrow"); },
  };

  frame.addEventListener("submit", (event) => {
    event.preventDefault();
    forms[event.target.dataset.form](event.target);
  });

  const press = (target, byKeyboard) => {
    const key = target.dataset.key || "";
    const chip = target.closest(".chip-question");
    const name = target.closest(".node")?.dataset.name;
    if (chip && from) return lead(from, chip.dataset.name);
    if (chip) return isConstruct(chosenCard()) ? give(chosenCard(), chip.dataset.name) : tell(said("whither"));
    if (target.dataset.do) return deeds[target.dataset.do]();
    if (key.startsWith("out:")) return takeOut(chosenCard(), key.slice(4));
    if (key.startsWith("cut:")) return cutFrom(key.slice(4));
    if (key.startsWith("handle:")) return aim(name);
    if (name && from) return lead(from, name);
    if (name) return choose(`node:${name}`, byKeyboard);
    return arrows.some((one) => view.arrowKey(one) === key) ? choose(key, byKeyboard) : undefined;
  };

  const cutFrom = (key) => {
    const name = chosenCard();
    cutArrow(arrows.find((one) => view.arrowKey(one) === key));
    chosen = `node:${name}`;
    draw("panel");
  };

  frame.addEventListener("click", (event) => {
    const line = event.target.closest("[data-arrow]");
    if (line) return choose(line.dataset.arrow, false);
    const button = event.target.closest("button");
    if (button && button.type !== "submit") return press(button, event.detail === 0);
    if (event.target.closest(".node")) return press(event.target.closest(".node").querySelector(".node-name"), false);
    if (event.target === stage || event.target === lines) { from = ""; choose("", false); }
    return undefined;
  });

  const ARROWS = { ArrowLeft: [-16, 0], ArrowRight: [16, 0], ArrowUp: [0, -16], ArrowDown: [0, 16] };
  const moveTo = (name, left, top) => {
    moved.set(name, [Math.max(8, left), Math.max(8, top)]);
    place();
    drawArrows();
    drawHints();
  };

  frame.addEventListener("keydown", (event) => {
    const name = event.target.closest(".node-name")?.parentElement.dataset.name;
    if (event.key === "Escape" && (from || chosen)) {
      const back = from ? `handle:${from}` : chosen;
      from = "";
      tell("");
      draw(back);
    } else if (name && ARROWS[event.key]) {
      event.preventDefault();
      const box = boxes.get(name);
      moveTo(name, box.left + ARROWS[event.key][0], box.top + ARROWS[event.key][1]);
    } else if (event.key === "Delete" && name) remove(name);
    else if (event.key === "Delete" && event.target.matches(".edge")) cutArrow(arrows.find((one) => view.arrowKey(one) === event.target.dataset.key));
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.target.matches("input")) {
      event.preventDefault();
      deeds[event.shiftKey ? "redo" : "undo"]();
    }
  });

  beside.filter(frame.querySelector("[data-filter]"), chips);

  let waits = 0;
  written.addEventListener("input", () => {
    window.clearTimeout(waits);
    waits = window.setTimeout(() => {
      if (shown === written.value) return;
      past.push(shown);
      future.length = 0;
      draw(null);
    }, 150);
  });

  let width = 0;
  new ResizeObserver(() => {
    if (stage.parentElement.clientWidth === width) return;
    width = stage.parentElement.clientWidth;
    draw(null);
  }).observe(stage.parentElement);

  window.luisterDiagramDrag(frame, { stage, lines, box: (name) => boxes.get(name), moveTo, lead, give, hand, takeOut, isConstruct, newConstruct: (item) => newConstruct(words.newName, item) });
  frame.hidden = false;
  draw(null);
})();

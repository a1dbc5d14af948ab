// The cards, arrows and lists of a drawing as elements. What they say comes from the page, in its language.
(() => {
  "use strict";

  const { curves, at, head } = window.luisterDiagramLayout;
  const SVG = "http://www.w3.org/2000/svg";

  const made = (name, attributes = {}, ...children) => {
    const one = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null) one.setAttribute(key, value);
    one.append(...children);
    return one;
  };
  const drawn = (name, attributes) => {
    const one = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
    return one;
  };

  const icon = (name) => document.getElementById(`drawing-icon-${name}`).content.cloneNode(true);

  // All arrows of a model between things that have a card.
  const arrowsOf = (model) => {
    const names = new Set([...model.constructs.map((one) => one.name), ...model.plain]);
    const measured = model.constructs.flatMap((one) =>
      one.items.filter((item) => names.has(item) && item !== one.name).map((item) => ({ kind: "measured", from: one.name, to: item, said: "" })),
    );
    const paths = model.paths.map((one) => ({ kind: "path", from: one.cause, to: one.effect, said: one.said }));
    const shared = model.shared.map((one) => ({ kind: "shared", from: one.one, to: one.other, said: one.said }));
    return [...measured, ...paths, ...shared].filter((one) => names.has(one.from) && names.has(one.to));
  };

  const card = (name, items, { words, labels, isPlain, isChosen }) => {
    const title = labels.has(name) && labels.get(name) !== name ? labels.get(name) : null;
    const button = made(
      "button",
      { type: "button", class: "node-name", "data-key": `node:${name}`, "aria-pressed": String(isChosen), title },
      made("span", {}, name),
    );
    const list = made("ul", { class: "node-items" }, ...items.map((item) => made("li", { "data-item": item, title: item }, labels.get(item) || item)));
    if (isPlain && title) list.append(made("li", { title }, title));
    if (!isPlain && !items.length) list.append(made("li", { class: "node-empty" }, words.empty));
    const label = words.handle.replace("{name}", name);
    const handle = made("button", { type: "button", class: "node-handle", "data-key": `handle:${name}`, "aria-label": label, title: label }, icon("arrow"));
    const classes = `node${isPlain ? " node-plain" : ""}${isChosen ? " is-chosen" : ""}`;
    return made("div", { class: classes, "data-name": name }, button, ...(list.childElementCount ? [list] : []), handle);
  };

  const arrowWords = (arrow, words) => words[arrow.kind].replace("{from}", arrow.from).replace("{to}", arrow.to);
  const arrowKey = (arrow) => `${arrow.kind}:${arrow.from}>${arrow.to}`;

  // The arrows into `lines` (an svg), and for each a button in the middle of it.
  const arrows = (lines, list, boxes, { words, chosen, width }) => {
    lines.replaceChildren();
    const put = (points) => `M${points.map((one) => one.map((value) => value.toFixed(1)).join(" ")).join("L")}Z`;
    return curves(list, boxes, width).map((curve, place) => {
      const arrow = list[place];
      const key = arrowKey(arrow);
      const kind = `arrow arrow-${arrow.kind}${key === chosen ? " is-chosen" : ""}`;
      const numbers = curve.map((one) => one.map((value) => value.toFixed(1)).join(" "));
      const line = `M${numbers[0]}C${numbers.slice(1).join(" ")}`;
      lines.append(drawn("path", { class: kind, d: line }), drawn("path", { class: "arrow-reach", d: line, "data-arrow": key }));
      lines.append(drawn("path", { class: `${kind} arrow-head`, d: put(head(curve, false)) }));
      if (arrow.kind === "shared") lines.append(drawn("path", { class: `${kind} arrow-head`, d: put(head(curve, true)) }));
      const label = arrowWords(arrow, words) + (arrow.said ? ` (${arrow.said})` : "");
      const pressed = String(key === chosen);
      const button = made("button", { type: "button", class: "edge", "data-key": key, "aria-pressed": pressed, "aria-label": label, title: label }, made("span", {}, arrow.said));
      const [x, y] = at(curve, 0.5);
      button.style.left = `${x}px`;
      button.style.top = `${y}px`;
      return button;
    });
  };

  const remover = (key, label) => made("button", { type: "button", class: "button-quiet button-small", "data-key": key, "aria-label": label, title: label }, icon("x"));

  const listed = (rows) => made("ul", { class: "panel-list" }, ...rows.map(([text, button]) => made("li", {}, made("span", {}, text), button)));

  const options = (groups) =>
    groups
      .filter(([, names]) => names.length)
      .map(([label, names]) => made("optgroup", { label }, ...names.map(([value, text]) => made("option", { value }, text))));

  const field = (id, label, control, button) => {
    control.id = id;
    control.setAttribute("data-key", id);
    return made("div", { class: "field" }, made("label", { for: id }, label), made("span", { class: "panel-add" }, control, button));
  };

  const adder = (id, label, groups, button) => {
    const select = made("select", { name: "name" }, ...options(groups));
    return made("form", { "data-form": id }, field(`panel-${id}`, label, select, made("button", { "data-key": `${id}:go` }, button)));
  };

  const labelled = (names, labels) => names.map((name) => [name, labels.has(name) && labels.get(name) !== name ? `${labels.get(name)} (${name})` : name]);

  const group = (...parts) => made("div", { class: "panel-group" }, ...parts);

  // The name and the questions of a construct.
  const measuring = (own, model, remove, { words, labels }) => {
    const { name, items } = own;
    const input = made("input", { name: "name", value: name, maxlength: "40", autocomplete: "off", spellcheck: "false" });
    const rename = made("form", { "data-form": "rename" }, field("panel-rename", words.name, input, made("button", { "data-key": "rename:go" }, words.rename)));
    const rows = items.map((item) => [labels.get(item) || item, remover(`out:${item}`, words.out.replace("{item}", item).replace("{name}", name))]);
    const left = labelled([...labels.keys()].filter((one) => !items.includes(one)), labels);
    const others = labelled(model.constructs.map((one) => one.name).filter((one) => one !== name && !items.includes(one)), labels);
    const adding = left.length || others.length ? [adder("item", words.addQuestion, [[words.questions, left], [words.constructs, others]], words.add)] : [];
    return [group(rename, remove), group(made("h4", {}, words.questions), listed(rows), ...adding)];
  };

  // What can be done with the construct or question that is chosen.
  const cardPanel = (name, model, { words, labels }) => {
    const own = model.constructs.find((one) => one.name === name);
    const tied = arrowsOf(model).filter((one) => one.kind !== "measured" && [one.from, one.to].includes(name));
    const rows = tied.map((one) => [arrowWords(one, words), remover(`cut:${arrowKey(one)}`, words.cut.replace("{arrow}", arrowWords(one, words)))]);
    const targets = [
      [words.constructs, labelled(model.constructs.map((one) => one.name).filter((one) => one !== name), labels)],
      [words.questions, labelled([...labels.keys()].filter((one) => one !== name && !own?.items.includes(one)), labels)],
    ];
    const remove = made("button", { type: "button", class: "button-quiet", "data-do": "remove", "data-key": "do:remove" }, own ? words.removeConstruct : words.removePlain);
    const label = !own && labels.get(name) && labels.get(name) !== name ? [made("p", { class: "soft" }, labels.get(name))] : [];
    return [
      made("h3", { tabindex: "-1", "data-key": "panel" }, name),
      ...label,
      ...(own ? measuring(own, model, remove, { words, labels }) : []),
      group(made("h4", {}, words.arrows), listed(rows), adder("arrow", words.leadsTo, targets, words.draw)),
      ...(own ? [] : [made("p", { class: "row" }, remove)]),
    ];
  };

  // What can be done with the arrow that is chosen.
  const arrowPanel = (arrow, { words }) => {
    const button = (name, word, more = "") => made("button", { type: "button", class: `button-small ${more}`, "data-do": name, "data-key": `do:${name}` }, word);
    const buttons = [button("cut", words.removeArrow, "button-danger")];
    if (arrow.kind === "path") buttons.unshift(button("turn", words.turn), button("share", words.share));
    if (arrow.kind === "shared") buttons.unshift(button("lead", words.lead));
    return [made("h3", { tabindex: "-1", "data-key": "panel" }, arrowWords(arrow, words)), made("p", { class: "row" }, ...buttons)];
  };

  window.luisterDiagramView = Object.freeze({ arrowsOf, arrowKey, arrowWords, card, arrows, cardPanel, arrowPanel });
})();

// Dragging in a drawing: a card is moved, an arrow is drawn from a handle, a question is put on a card or taken from it.
(() => {
  "use strict";

  const SLACK = 5;
  const SVG = "http://www.w3.org/2000/svg";

  window.luisterDiagramDrag = (frame, diagram) => {
    const { stage, lines } = diagram;
    let held = null;
    let isOver = false;

    const inStage = (event) => {
      const box = stage.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };

    // What was taken hold of; questions are dragged by mouse and pen, on glass a finger there scrolls.
    const holdOf = (event) => {
      const name = event.target.closest(".node")?.dataset.name;
      const isTouch = event.pointerType === "touch";
      const chip = event.target.closest(".chip-question");
      const item = event.target.closest("[data-item]");
      if (chip) return isTouch ? null : { kind: "question", item: chip.dataset.name, owner: "", source: chip };
      if (event.target.closest(".node-handle")) return { kind: "arrow", name, source: event.target.closest(".node-handle") };
      if (item && !isTouch) return { kind: "question", item: item.dataset.item, owner: name, source: item };
      return name && (!isTouch || event.target.closest(".node-name")) ? { kind: "card", name, source: event.target.closest(".node") } : null;
    };

    const begin = (event) => {
      held.isMoving = true;
      frame.classList.add("is-dragging", `is-dragging-${held.kind}`);
      if (held.kind === "arrow") {
        held.line = document.createElementNS(SVG, "path");
        held.line.setAttribute("class", "arrow arrow-drawn");
        lines.append(held.line);
      } else if (held.kind === "question") {
        held.ghost = document.createElement("div");
        held.ghost.className = "drawing-ghost";
        held.ghost.textContent = held.source.dataset.label || held.source.textContent;
        frame.append(held.ghost);
      }
      held.source.setPointerCapture(event.pointerId);
    };

    const under = (event) => document.elementFromPoint(event.clientX, event.clientY);

    const follow = (event) => {
      const [x, y] = inStage(event);
      if (held.kind === "card") diagram.moveTo(held.name, x - held.grip[0], y - held.grip[1]);
      if (held.line) {
        const box = diagram.box(held.name);
        held.line.setAttribute("d", `M${box.left + box.width} ${box.top + box.height / 2}L${x} ${y}`);
      }
      if (held.ghost) held.ghost.style.transform = `translate(${event.clientX + 10}px, ${event.clientY + 6}px)`;
      if (held.kind !== "card") {
        const target = under(event)?.closest(".node, .chip-question");
        frame.querySelectorAll(".is-target").forEach((one) => one !== target && one.classList.remove("is-target"));
        if (target && target.dataset.name !== held.name) target.classList.add("is-target");
      }
    };

    const drop = (event) => {
      const target = under(event);
      const name = target?.closest(".node")?.dataset.name;
      if (held.kind === "arrow") {
        const effect = name || target?.closest(".chip-question")?.dataset.name;
        if (effect) diagram.lead(held.name, effect);
        return;
      }
      if (held.kind !== "question" || name === held.owner && name) return;
      if (name && diagram.isConstruct(name)) {
        if (held.owner) diagram.hand(held.owner, name, held.item);
        else diagram.give(name, held.item);
      } else if (!name && target?.closest(".drawing-stage")) {
        if (held.owner) diagram.takeOut(held.owner, held.item);
        else diagram.newConstruct(held.item);
      }
    };

    const finish = () => {
      held?.line?.remove();
      held?.ghost?.remove();
      frame.querySelectorAll(".is-target").forEach((one) => one.classList.remove("is-target"));
      frame.classList.remove("is-dragging", "is-dragging-card", "is-dragging-arrow", "is-dragging-question");
      held = null;
    };

    frame.addEventListener("pointerdown", (event) => {
      isOver = false;
      held = event.button === 0 ? holdOf(event) : null;
      if (!held) return;
      const [x, y] = inStage(event);
      const box = held.name ? diagram.box(held.name) : null;
      held.began = [event.clientX, event.clientY];
      held.grip = box ? [x - box.left, y - box.top] : [0, 0];
    });

    frame.addEventListener("pointermove", (event) => {
      if (!held) return;
      const far = Math.hypot(event.clientX - held.began[0], event.clientY - held.began[1]);
      if (!held.isMoving && far > SLACK) begin(event);
      if (held.isMoving) follow(event);
    });

    frame.addEventListener("pointerup", (event) => {
      if (held?.isMoving) {
        isOver = true;
        drop(event);
      }
      finish();
    });
    frame.addEventListener("pointercancel", finish);
    frame.addEventListener("dragstart", (event) => event.preventDefault());

    // The click that ends a drag is none.
    frame.addEventListener("click", (event) => {
      if (!isOver) return;
      isOver = false;
      event.preventDefault();
      event.stopImmediatePropagation();
    }, true);
  };
})();

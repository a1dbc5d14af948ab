// Where the cards of a drawing stand, and how its arrows run: causes left of what they lead to, or above it where there is no room.
(() => {
  "use strict";

  const AIR = 46;
  const BENDS = [0, -60, 60, -120, 120, -180, 180];

  // The layer of each card: after all its causes; where paths go round, as far as they came.
  const layers = (names, paths) => {
    const found = new Map(names.map((name) => [name, 0]));
    for (let turn = 0; turn < names.length; turn += 1) {
      for (const { cause, effect } of paths) {
        found.set(effect, Math.min(Math.max(found.get(effect), found.get(cause) + 1), names.length - 1));
      }
    }
    // A cause stands beside what it leads to, not far off where only a long arrow reaches it.
    for (const name of names) {
      const effects = paths.filter((one) => one.cause === name).map((one) => found.get(one.effect));
      if (effects.length && paths.every((one) => one.effect !== name)) found.set(name, Math.max(Math.min(...effects) - 1, 0));
    }
    return found;
  };

  // Left upper corners of cards of `sizes` (name to [width, height]) in a room of this width.
  const places = (sizes, paths, room) => {
    const names = [...sizes.keys()];
    if (!names.length) return new Map();
    const layer = layers(names, paths);
    const used = [...new Set(layer.values())].sort((one, other) => one - other);
    const width = Math.max(...[...sizes.values()].map((one) => one[0]));
    const least = room < 480 ? 40 : 72;
    const most = Math.max(1, Math.min(used.length, Math.floor((room + least) / (width + least))));
    const column = (name) => Math.floor((used.indexOf(layer.get(name)) * most) / used.length);
    const gap = most > 1 ? Math.min(130, (room - most * width) / (most - 1)) : 0;
    const left = Math.max(0, (room - most * width - gap * (most - 1)) / 2);
    const piles = Array.from({ length: most }, (_, place) => names.filter((name) => column(name) === place));
    const found = new Map();
    const pull = (name) => {
      const tied = paths.filter((one) => one.effect === name && found.has(one.cause)).map((one) => found.get(one.cause)[1]);
      return tied.length ? tied.reduce((sum, one) => sum + one, 0) / tied.length : 0;
    };
    const heights = piles.map((pile) => pile.reduce((sum, name) => sum + sizes.get(name)[1] + AIR, -AIR));
    const tallest = Math.max(...heights);
    piles.forEach((pile, place) => {
      const ordered = [...pile].sort((one, other) => layer.get(one) - layer.get(other) || pull(one) - pull(other));
      // Cards of one height in a row would hide the arrows between the outer ones: they stand high and low in turn.
      const isLow = most > 2 && pile.length === 1 && place % 2 === 1;
      let top = (tallest - heights[place]) / 2 + (isLow ? 70 : 0);
      for (const name of ordered) {
        found.set(name, [left + place * (width + gap), top]);
        top += sizes.get(name)[1] + AIR;
      }
    });
    return found;
  };

  const at = ([start, one, other, end], share) => {
    const rest = 1 - share;
    return [0, 1].map((axis) => rest ** 3 * start[axis] + 3 * rest ** 2 * share * one[axis] + 3 * rest * share ** 2 * other[axis] + share ** 3 * end[axis]);
  };

  const isIn = ([x, y], box) => x > box.left - 4 && x < box.left + box.width + 4 && y > box.top - 4 && y < box.top + box.height + 4;

  // Which sides an arrow joins: those that face one another.
  const sides = (one, other) => {
    if (other.left >= one.left + one.width + 12) return ["right", "left"];
    if (other.left + other.width + 12 <= one.left) return ["left", "right"];
    return other.top >= one.top ? ["bottom", "top"] : ["top", "bottom"];
  };

  const OUT = { right: [1, 0], left: [-1, 0], bottom: [0, 1], top: [0, -1] };

  const port = (box, side, share) => {
    if (side === "right") return [box.left + box.width, box.top + box.height * share];
    if (side === "left") return [box.left, box.top + box.height * share];
    if (side === "bottom") return [box.left + box.width * share, box.top + box.height];
    return [box.left + box.width * share, box.top];
  };

  // Arrows that share a side share it out, in the order of where they lead.
  const shares = (arrows, boxes, isRound) => {
    const held = new Map();
    arrows.forEach((arrow, place) => {
      if (isRound[place]) return;
      const pair = sides(boxes.get(arrow.from), boxes.get(arrow.to));
      [[arrow.from, pair[0], arrow.to], [arrow.to, pair[1], arrow.from]].forEach(([name, side, other], end) => {
        const key = `${name}\n${side}`;
        const box = boxes.get(other);
        const along = OUT[side][0] ? box.top + box.height / 2 : box.left + box.width / 2;
        held.set(key, [...(held.get(key) || []), { place, end, along }]);
      });
    });
    const found = arrows.map(() => [0.5, 0.5]);
    for (const several of held.values()) {
      several.sort((one, other) => one.along - other.along);
      several.forEach((one, order) => { found[one.place][one.end] = (order + 1) / (several.length + 1); });
    }
    return found;
  };

  // A curve that leaves by one side and comes in by another, bent across.
  const curve = ([one, leaves, sent], [other, comes, taken], bend, reach) => {
    const start = port(one, leaves, sent);
    const touch = port(other, comes, taken);
    const end = [touch[0] + 4 * OUT[comes][0], touch[1] + 4 * OUT[comes][1]];
    const far = reach || Math.max(Math.abs(OUT[leaves][0] ? end[0] - start[0] : end[1] - start[1]) * 0.5, 20);
    const across = OUT[leaves][0] ? [0, bend] : [bend, 0];
    const turned = (point, side) => [point[0] + OUT[side][0] * far + across[0], point[1] + OUT[side][1] * far + across[1]];
    return [start, turned(start, leaves), turned(end, comes), end];
  };

  // How many cards a curve runs through, but for the two that it joins, and how far it leaves the drawing.
  const hits = (one, others, own, width) =>
    Array.from({ length: 21 }, (_, step) => 0.04 + 0.046 * step).reduce((sum, share) => {
      const point = at(one, share);
      const isOut = point[0] < 4 || point[0] > width - 4;
      const isBack = share > 0.2 && share < 0.8 && own.some((box) => isIn(point, box));
      return sum + (isOut ? 1 : 0) + (isBack ? 1 : 0) + others.filter((box) => isIn(point, box)).length;
    }, 0);

  // The curve of each arrow (`from`, `to`) between boxes: bent, or led round by one side, where that keeps it out of cards.
  const judged = (arrows, boxes, width, isRound) => {
    const share = shares(arrows, boxes, isRound);
    return arrows.map((arrow, place) => {
      const [one, other] = [boxes.get(arrow.from), boxes.get(arrow.to)];
      const rest = [...boxes.values()].filter((box) => box !== one && box !== other);
      const [leaves, comes] = sides(one, other);
      const straight = BENDS.map((bend) => ({ drawn: curve([one, leaves, share[place][0]], [other, comes, share[place][1]], bend), cost: Math.abs(bend), isRound: false }));
      const far = Math.abs(other.top - one.top);
      const reach = Math.min(22 + 0.12 * far, Math.max(width * 0.1, 30));
      const [low, high] = other.top > one.top ? [0.7, 0.3] : [0.3, 0.7];
      const round = ["right", "left"].map((side, turn) => ({ drawn: curve([one, side, low], [other, side, high], 0, reach), cost: 20 + turn, isRound: true }));
      const tried = OUT[leaves][0] ? straight : [straight[0], ...round, ...straight.slice(1)];
      const told = tried.map((each) => ({ ...each, hits: hits(each.drawn, rest, [one, other], width) }));
      return told.reduce((best, now) => (now.hits < best.hits || (now.hits === best.hits && now.cost < best.cost) ? now : best));
    });
  };

  // Arrows that are led round leave the sides to the others: so it is judged twice.
  const curves = (arrows, boxes, width) => {
    const first = judged(arrows, boxes, width, arrows.map(() => false));
    return judged(arrows, boxes, width, first.map((one) => one.isRound)).map((one) => one.drawn);
  };

  // Head of an arrow: a triangle at the end of its curve, or at its beginning.
  const head = (curve, isAtStart) => {
    const [x, y] = isAtStart ? curve[0] : curve[3];
    const [nearX, nearY] = at(curve, isAtStart ? 0.05 : 0.95);
    const length = Math.max(Math.hypot(x - nearX, y - nearY), 0.01);
    const [across, down] = [(x - nearX) / length, (y - nearY) / length];
    const back = [x - 9 * across, y - 9 * down];
    return [[x + 2 * across, y + 2 * down], [back[0] - 4.5 * down, back[1] + 4.5 * across], [back[0] + 4.5 * down, back[1] - 4.5 * across]];
  };

  window.luisterDiagramLayout = Object.freeze({ layers, places, curves, at, head });
})();

// A model in lavaan's syntax: what it says, for a drawing, and the text after a change. What cannot be drawn stays as it is.
// The words are those of luister.drivers.structure.tokens: a test reads the same texts with both.
(() => {
  "use strict";

  const WORD = "[\\p{L}\\p{N}_]";
  const FIRST = "[\\p{L}\\p{Nl}\\p{No}_]";
  const TOKEN = new RegExp(
    [
      "(?<space>[^\\S\\n]+)",
      "(?<comment>[#!][^\\n]*)",
      "(?<end>[\\n;])",
      "(?<operator>=~|<~|~\\*~|~~|~|:=|==|\\||<|>)",
      `(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?(?![\\p{L}\\p{N}_.]))`,
      `(?<name>${FIRST}[\\p{L}\\p{N}_.]*|\\.${FIRST}[\\p{L}\\p{N}_.]*|\\p{Nd}[\\p{L}\\p{N}_.]*)`,
      "(?<quoted>`[^`\\n]+`|\"[^\"\\n]*\"|'[^'\\n]*')",
      "(?<sign>[-+*/^?:(),])",
    ].join("|"),
    "uy",
  );
  const PLAIN = new RegExp(`^[\\p{L}_][\\p{L}\\p{N}_.]*$`, "u");
  // A construct that has no items yet: the syntax has no words for it, so a comment keeps its name.
  const EMPTY = /^[#!]\s*(`[^`]+`|[\p{L}_][\p{L}\p{N}_.]*)\s*=~\s*$/u;
  const MEASURES = new Set(["=~", "<~"]);

  const unquoted = (text) => (/^[`"']/.test(text) ? text.slice(1, -1) : text);
  const quoted = (name) => (PLAIN.test(name) ? name : `\`${name.replaceAll("`", "")}\``);

  const tokens = (text) => {
    const found = [];
    let place = 0;
    let line = 1;
    while (place < text.length) {
      TOKEN.lastIndex = place;
      const match = TOKEN.exec(text);
      const said = match ? match[0] : String.fromCodePoint(text.codePointAt(place));
      const kind = match ? Object.keys(match.groups).find((name) => match.groups[name] !== undefined) : "unknown";
      const end = place + said.length;
      if (kind !== "space") found.push({ kind, text: said, line, start: place, end });
      line += said === "\n" ? 1 : 0;
      place = end;
    }
    return found;
  };

  // Cut at a sign that stands outside parentheses.
  const cut = (list, sign) => {
    const parts = [[]];
    let depth = 0;
    for (const one of list) {
      depth += { "(": 1, ")": -1 }[one.text] || 0;
      if (one.text === sign && depth === 0) parts.push([]);
      else parts.at(-1).push(one);
    }
    return parts;
  };

  const goesOn = (lines) => {
    const last = lines.at(-1)?.at(-1);
    return last !== undefined && (last.kind === "operator" || ["+", ",", "*", "("].includes(last.text));
  };

  const isVariable = (token) => token !== undefined && ["name", "quoted"].includes(token.kind);

  const term = (list) => {
    const last = list.at(-1);
    const before = list.slice(0, -1);
    const is = isVariable(last) && (before.length === 0 || ["*", "?"].includes(before.at(-1).text));
    return {
      name: is ? unquoted(last.text) : "",
      token: last,
      said: before.slice(0, -1).map((one) => one.text).join(""),
      start: list[0]?.start,
      end: last?.end,
    };
  };

  const sentence = (list) => {
    const places = list.flatMap((one, place) => (one.kind === "operator" ? [place] : []));
    const [place] = places;
    const lefts = cut(list.slice(0, place), "+").map(term);
    const rights = cut(list.slice(place + 1), "+").map(term);
    const isKnown = places.length === 1 && !list.some((one) => one.kind === "unknown");
    const isNumber = list[place].text === "~" && rights.length > 0 && rights.every((one) => one.token?.kind === "number");
    return {
      operator: isNumber ? "~1" : list[place].text,
      lefts,
      rights,
      line: list[0].line,
      start: list[0].start,
      end: list.at(-1).end,
      isRead: isKnown && lefts.every((one) => one.name) && rights.every((one) => one.name || one.token?.kind === "number"),
    };
  };

  const sentences = (text) => {
    const all = tokens(text);
    const lines = [[]];
    for (const one of all) {
      if (one.kind === "end") lines.push([]);
      else if (one.kind !== "comment") lines.at(-1).push(one);
    }
    const grouped = [];
    const lost = [];
    for (const line of lines.filter((one) => one.length)) {
      const has = line.some((one) => one.kind === "operator");
      if (has && !goesOn(grouped)) grouped.push([...line]);
      else if (grouped.length) grouped.at(-1).push(...line);
      else lost.push(line[0].line);
    }
    const empty = all.flatMap((one) => {
      const match = one.kind === "comment" ? EMPTY.exec(one.text) : null;
      return match ? [{ name: unquoted(match[1]), start: one.start, end: one.end }] : [];
    });
    return { told: grouped.map(sentence), empty, lost };
  };

  const pairs = (told, operator) =>
    told
      .filter((one) => one.isRead && one.operator === operator)
      .flatMap((one) => one.lefts.flatMap((left) => one.rights.filter((right) => right.name).map((right) => [left.name, right.name, right.said])));

  // What the text says: constructs with items, paths, what goes together, and which lines are not drawn or not read.
  const read = (text) => {
    const { told, empty, lost } = sentences(text);
    const constructs = new Map();
    for (const one of told.filter((each) => each.isRead && MEASURES.has(each.operator))) {
      for (const left of one.lefts) {
        if (!constructs.has(left.name)) constructs.set(left.name, { name: left.name, operator: one.operator, items: [] });
        const known = constructs.get(left.name).items;
        for (const right of one.rights) if (right.name && !known.includes(right.name)) known.push(right.name);
      }
    }
    for (const one of empty) {
      if (!constructs.has(one.name)) constructs.set(one.name, { name: one.name, operator: "=~", items: [] });
    }
    const unique = (list) => [...new Map(list.map((one) => [`${one[0]}\n${one[1]}`, one])).values()];
    const paths = unique(pairs(told, "~")).map(([effect, cause, said]) => ({ cause, effect, said }));
    const shared = unique(
      pairs(told, "~~").filter(([one, other]) => one !== other).map(([one, other, said]) => (one < other ? [one, other, said] : [other, one, said])),
    ).map(([one, other, said]) => ({ one, other, said }));
    const ends = [...paths.flatMap((one) => [one.effect, one.cause]), ...shared.flatMap((one) => [one.one, one.other])];
    const items = new Set([...constructs.values()].flatMap((one) => one.items));
    const onPaths = new Set(paths.flatMap((one) => [one.effect, one.cause]));
    const plain = [...new Set(ends)].filter((name) => !constructs.has(name) && (onPaths.has(name) || !items.has(name)));
    const isDrawn = (one) => MEASURES.has(one.operator) || one.operator === "~" || (one.operator === "~~" && one.lefts[0].name !== one.rights[0].name);
    return {
      constructs: [...constructs.values()],
      plain,
      paths,
      shared,
      others: told.filter((one) => one.isRead && !isDrawn(one)).length,
      unread: [...lost, ...told.filter((one) => !one.isRead).map((one) => one.line)],
    };
  };

  const spliced = (text, start, end, put) => text.slice(0, start) + put + text.slice(end);

  // A sentence taken out; with it the line that it leaves empty.
  const without = (text, one) => {
    let { start, end } = one;
    while (start > 0 && /[^\S\n]/.test(text[start - 1])) start -= 1;
    while (end < text.length && /[^\S\n;]/.test(text[end])) end += 1;
    if (text[end] === ";") end += 1;
    if ((start === 0 || text[start - 1] === "\n") && text[end] === "\n") end += 1;
    else if (end === text.length && text[start - 1] === "\n") start -= 1;
    return spliced(text, start, end, "");
  };

  const isAbout = (one, operators, left) => one.isRead && operators.has(one.operator) && one.lefts.some((each) => each.name === left);

  // "a + b ~ c" as a line for each of a and b, so that one of them can be changed alone.
  const apart = (text, one) =>
    one.lefts.length === 1
      ? text
      : spliced(text, one.start, one.end, one.lefts.map((left) => `${quoted(left.name)} ${one.operator} ${text.slice(one.rights[0].start, one.end)}`).join("\n"));

  const lineAfter = (text, last, line, apartBy) => {
    if (last) {
      const end = text.indexOf("\n", last.end);
      return end < 0 ? `${text.trimEnd()}\n${line}` : spliced(text, end, end, `\n${line}`);
    }
    const kept = text.trimEnd();
    return kept ? `${kept}${apartBy}${line}` : line;
  };

  const addTerm = (text, operators, left, right) => {
    const { told } = sentences(text);
    const known = told.filter((one) => isAbout(one, operators, left) && one.operator !== "~1");
    if (known.some((one) => one.rights.some((each) => each.name === right))) return text;
    const own = known.findLast((one) => one.lefts.length === 1);
    if (own) return spliced(text, own.rights.at(-1).end, own.rights.at(-1).end, ` + ${quoted(right)}`);
    const [operator] = operators;
    const last = told.findLast((one) => operators.has(one.operator));
    return lineAfter(text, last, `${quoted(left)} ${operator} ${quoted(right)}`, "\n\n");
  };

  const removeTerm = (given, operators, left, right) => {
    let text = given;
    for (;;) {
      const found = sentences(text).told.find((one) => isAbout(one, operators, left) && one.rights.some((each) => each.name === right));
      if (!found) return text;
      if (found.lefts.length > 1) {
        text = apart(text, found);
        continue;
      }
      const place = found.rights.findIndex((one) => one.name === right);
      if (found.rights.length === 1) text = without(text, found);
      else if (place > 0) text = spliced(text, found.rights[place - 1].end, found.rights[place].end, "");
      else text = spliced(text, found.rights[0].start, found.rights[1].start, "");
    }
  };

  const addConstruct = (text, name) => {
    if (read(text).constructs.some((one) => one.name === name)) return text;
    const { told, empty } = sentences(text);
    const last = [...told.filter((one) => MEASURES.has(one.operator)), ...empty].sort((one, other) => one.end - other.end).at(-1);
    const line = `# ${quoted(name)} =~`;
    if (last) return lineAfter(text, last, line, "\n");
    return text.trim() ? `${line}\n\n${text}` : line;
  };

  const addItem = (text, construct, item) => {
    const { told, empty } = sentences(text);
    const kept = empty.find((one) => one.name === construct);
    const hasItems = told.some((one) => isAbout(one, MEASURES, construct));
    if (kept && !hasItems) return spliced(text, kept.start, kept.end, `${quoted(construct)} =~ ${quoted(item)}`);
    return addTerm(text, MEASURES, construct, item);
  };

  const removeItem = (text, construct, item) => {
    const own = read(text).constructs.find((one) => one.name === construct);
    if (!own?.items.includes(item)) return text;
    if (own.items.length > 1) return removeTerm(text, MEASURES, construct, item);
    const before = sentences(text).told.find((one) => isAbout(one, MEASURES, construct));
    const held = before.lefts.length === 1 ? spliced(text, before.start, before.start, `# ${quoted(construct)} =~\n`) : addConstruct(text, `${construct}`);
    const rest = removeTerm(held, MEASURES, construct, item);
    return read(rest).constructs.some((one) => one.name === construct) ? rest : addConstruct(rest, construct);
  };

  const PATH = new Set(["~"]);
  const TOGETHER = new Set(["~~"]);
  const addPath = (text, cause, effect) => (cause === effect ? text : addTerm(text, PATH, effect, cause));
  const removePath = (text, cause, effect) => removeTerm(text, PATH, effect, cause);
  const removeShared = (text, one, other) => removeTerm(removeTerm(text, TOGETHER, one, other), TOGETHER, other, one);
  const addShared = (text, one, other) => {
    const isThere = read(text).shared.some((each) => [each.one, each.other].sort().join() === [one, other].sort().join());
    if (one === other || isThere) return text;
    const last = sentences(text).told.findLast((each) => each.operator === "~~" || each.operator === "~");
    return lineAfter(text, last, `${quoted(one)} ~~ ${quoted(other)}`, "\n\n");
  };

  // The name in every place where it is a variable.
  const rename = (text, from, to) => {
    const { told, empty } = sentences(text);
    const spots = told
      .filter((one) => one.isRead && ![":=", "=="].includes(one.operator))
      .flatMap((one) => [...one.lefts, ...one.rights])
      .filter((one) => one.name === from)
      .map((one) => ({ start: one.token.start, end: one.token.end, put: quoted(to) }));
    const kept = empty.filter((one) => one.name === from).map((one) => ({ ...one, put: `# ${quoted(to)} =~` }));
    // equal("care=~speed") names a parameter by its formula.
    const named = tokens(text).flatMap((one, place, all) => {
      if (one.kind !== "quoted" || all[place - 1]?.text !== "(" || all[place - 2]?.text !== "equal") return [];
      const [mark] = one.text;
      return [{ start: one.start, end: one.end, put: mark + rename(unquoted(one.text), from, to) + mark }];
    });
    return [...spots, ...kept, ...named].sort((one, other) => other.start - one.start).reduce((now, one) => spliced(now, one.start, one.end, one.put), text);
  };

  // All that is said of the name taken out.
  const removeName = (given, name) => {
    let text = given;
    for (;;) {
      const { told, empty } = sentences(text);
      const kept = empty.find((one) => one.name === name);
      const own = told.find((one) => one.isRead && ![":=", "=="].includes(one.operator) && [...one.lefts, ...one.rights].some((each) => each.name === name));
      if (kept) text = without(text, kept);
      else if (!own) return text;
      else if (own.lefts.length > 1) text = apart(text, own);
      else if (own.lefts[0].name === name) text = without(text, own);
      else if (MEASURES.has(own.operator)) text = removeItem(text, own.lefts[0].name, name);
      else if (own.rights.length === 1) text = without(text, own);
      else text = removeTerm(text, new Set([own.operator]), own.lefts[0].name, name);
    }
  };

  // What somebody typed as a name that the syntax takes.
  const asName = (typed) => {
    const plain = typed.trim().replace(/[^\p{L}\p{N}_.]+/gu, "_").replace(/^_+|_+$/g, "").slice(0, 40);
    return PLAIN.test(plain) ? plain : plain && `c_${plain}`;
  };

  window.luisterModelText = Object.freeze({
    read, addConstruct, addItem, removeItem, addPath, removePath, addShared, removeShared, rename, removeName, asName,
  });
})();

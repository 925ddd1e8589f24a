// What the page knows: the parts of the map, how they hang together, and their elements.

const $ = (id) => document.getElementById(id);
const data = JSON.parse($("_data").textContent);
const stage = $("_stage");
const svg = stage.querySelector("svg");
const SVG = "http://www.w3.org/2000/svg";

// By part: its data, with `type` among claim, step, question, conflict, group.
const parts = new Map();
for (const [type, list] of [["claim", data.claims], ["step", data.steps], ["question", data.questions],
  ["conflict", data.conflicts], ["group", data.groups]]) {
  for (const part of list) {
    part.type = type;
    parts.set(part.part, part);
  }
}
// What the picture points out: each part has its own, in the order of the roles.
for (const highlight of data.highlights ?? []) {
  const part = parts.get(highlight.part);
  if (part !== undefined) (part.highlights ??= []).push(highlight);
}
const holders = new Map(data.holders.map((holder) => [holder.part, holder]));
const sources = new Map(data.sources.map((source) => [source.part, source]));
const byId = new Map();
const byAnchor = new Map();
for (const part of parts.values()) {
  if (part.id !== undefined && !byId.has(part.id)) byId.set(part.id, part);
  if (part.anchor !== undefined) byAnchor.set(part.anchor, part);
}

// By part: the steps that aim at it, the steps that need it, the conflicts and questions it is in.
const aims = new Map();
const uses = new Map();
const rivalries = new Map();
const push = (map, key, value) => {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
};
const needs = (step) => (step.warrant === undefined ? step.from : [...step.from, step.warrant]);
for (const step of data.steps) {
  push(aims, step.to, step);
  for (const need of new Set(needs(step))) push(uses, need, step);
}
for (const conflict of data.conflicts) {
  for (const member of conflict.members) push(rivalries, member, conflict);
}
for (const question of data.questions) {
  for (const answer of question.answers) push(rivalries, answer, question);
}
const aimed = (part, kind) => (aims.get(part) ?? []).filter((step) => step.kind === kind);
const members = (rivalry) => rivalry.members ?? rivalry.answers;

// The elements of the picture. A node has its box in the picture's own units.
const nodes = new Map();
// By part: the node that stands for it together with others.
const standIns = new Map();
const lines = [];
const frames = new Map();
const number = (element, name) => Number(element.getAttribute(name));
// A part's number, or the word by which the picture knows a box that stands for several claims.
const partAt = (element, name) => {
  const word = element.getAttribute(name);
  return /^\d+$/.test(word) ? Number(word) : word;
};
const boxOf = (element) => {
  const circle = element.querySelector("circle");
  if (circle !== null) {
    const r = number(circle, "r");
    return { x: number(circle, "cx") - r, y: number(circle, "cy") - r, w: 2 * r, h: 2 * r };
  }
  const rect = element.querySelector("rect");
  if (rect !== null && rect.hasAttribute("width") && !rect.hasAttribute("transform")) {
    return { x: number(rect, "x"), y: number(rect, "y"), w: number(rect, "width"), h: number(rect, "height") };
  }
  const box = element.getBBox();
  return { x: box.x, y: box.y, w: box.width, h: box.height };
};
for (const element of svg.querySelectorAll(".nodes > .node")) {
  const part = partAt(element, "data-part");
  const node = { element, part, box: boxOf(element) };
  nodes.set(part, node);
  const stands = element.getAttribute("data-stands-for")?.split(" ").map(Number) ?? [];
  for (const one of stands) if (one !== part) standIns.set(one, node);
  if (!parts.has(part)) parts.set(part, { part, type: "folded", group: Number.parseInt(part, 10), claims: stands.length > 0 ? stands : [Number(String(part).split("-")[1])] });
}
for (const element of svg.querySelectorAll(".lines > .line")) {
  lines.push({
    element,
    part: partAt(element, "data-part"),
    tail: partAt(element, "data-tail"),
    head: partAt(element, "data-head"),
  });
}
for (const element of svg.querySelectorAll(".groups > .group")) {
  frames.set(partAt(element, "data-part"), { element, part: partAt(element, "data-part"), box: boxOf(element) });
}
// Lines run together, so that faint ones must not add up where they do, nor lie on bright ones: a
// layer is faint as a whole, and the bright layer is above.
const layers = { base: svg.querySelector(":scope > .lines") };
if (layers.base !== null) {
  layers.out = document.createElementNS(SVG, "g");
  layers.lit = document.createElementNS(SVG, "g");
  layers.out.setAttribute("class", "lines lines-out");
  layers.lit.setAttribute("class", "lines lines-lit");
  layers.base.before(layers.out);
  layers.base.after(layers.lit);
}
const placeLine = (line) => {
  const layer = line.isOut ? layers.out : line.isLit ? layers.lit : layers.base;
  if (line.element.parentNode !== layer) layer.append(line.element);
};

const linesAt = new Map();
for (const line of lines) {
  push(linesAt, line.tail, line);
  if (line.head !== line.tail) push(linesAt, line.head, line);
}
const linesOf = new Map();
for (const line of lines) push(linesOf, line.part, line);

// A step without a node of its own is drawn as its lines, a conflict of two as one line.
const isDrawn = (part) =>
  nodes.has(part) || frames.has(part) || linesOf.has(part) || (standIns.has(part) && parts.get(part)?.type !== "claim");

const away = (part) => (standIns.has(part) ? "in a folded box" : "not in this picture");

// The node to go to for a part: its own, or one at the end of its lines.
const nodeFor = (part) => {
  if (nodes.has(part)) return nodes.get(part);
  const line = linesOf.get(part)?.[0];
  return line === undefined ? standIns.get(part) : nodes.get(line.tail);
};

// The group in which a part is drawn: a claim's own, or the nearest around it that has a frame.
const frameOf = (part) => {
  const known = parts.get(part);
  let group = known?.type === "step" ? parts.get(known.from[0])?.group : known?.group;
  const seen = new Set();
  while (group !== undefined && !frames.has(group) && !seen.has(group)) {
    seen.add(group);
    group = parts.get(group)?.parent;
  }
  return frames.has(group) ? group : undefined;
};

const VERDICTS = { accepted: "✓", refuted: "✗", undecided: "?", unestablished: "–" };

// What a part is called in one line.
const calledBy = (part) => {
  const known = parts.get(part);
  switch (known?.type) {
    case "claim":
      return known.title?.trim() || known.text.trim() || known.id;
    case "question":
      return known.text.trim() || known.id;
    case "group":
      return known.title.trim() || known.id;
    case "step":
      return known.id ?? `${known.kind} of ${known.to === undefined ? "" : shortName(known.to)}`;
    case "folded":
      return `${known.claims.length} claims of ${calledBy(known.group) || "the map"}`;
    case "conflict":
      return known.id ?? `${known.kind} claims`;
    default:
      return "";
  }
};
const shortName = (part) => {
  const known = parts.get(part);
  return known?.id ?? (known?.type === "step" ? "a step" : "");
};

// Makes an element of HTML; children are elements or texts, and texts stay texts.
const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== undefined));
  return element;
};
const draw = (name, attributes = {}, text) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
};

let lastSaid = "";
const say = (text) => {
  // The same words twice are told twice only if they differ.
  lastSaid = text === lastSaid ? `${text}\u00a0` : text;
  $("_live").textContent = lastSaid;
};

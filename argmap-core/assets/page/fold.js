// Groups under covers: folded by the reader, or since labels would be too small to be read.
//
// Nothing is laid out anew: a cover is an opaque lid on the group's frame, and lines end at it.

const folded = new Set();
const covers = new Map();
// By part of a node: the group whose lid it is under.
let coveredBy = new Map();
let lids = new Set();

const pen = document.createElement("canvas").getContext("2d");
pen.font = `bold 100px ${getComputedStyle(svg.querySelector("text") ?? svg).fontFamily}`;
const widthOf = (text) => pen.measureText(text).width / 100;

// Breaks a text into lines of so many times its size.
const wrapText = (text, limit) => {
  const broken = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && widthOf(longer) > limit) {
      broken.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  broken.push(line);
  return broken;
};

// The groups within one another, and the nodes within groups, however deep.
const within = new Map();
const frameIn = new Map();
for (const part of frames.keys()) {
  const group = parts.get(part);
  let parent = group?.parent;
  const passed = new Set([part]);
  while (parent !== undefined && !frames.has(parent) && !passed.has(parent)) {
    passed.add(parent);
    parent = parts.get(parent)?.parent;
  }
  if (frames.has(parent)) frameIn.set(part, parent);
}
const around = (frame) => {
  const found = [];
  while (frame !== undefined && !found.includes(frame)) {
    found.push(frame);
    frame = frameIn.get(frame);
  }
  return found;
};
const framesOfNode = new Map();
for (const part of nodes.keys()) {
  const { x, y, w, h } = nodes.get(part).box;
  // Where a step or a rivalry stands is the painter's choice: the smallest frame around it.
  let home = parts.get(part)?.type === "claim" ? frameOf(part) : undefined;
  if (home === undefined && parts.get(part)?.type !== "claim") {
    let least = Infinity;
    for (const { part: frame, box } of frames.values()) {
      const inside = x + w / 2 >= box.x && y + h / 2 >= box.y && x + w / 2 <= box.x + box.w && y + h / 2 <= box.y + box.h;
      if (inside && box.w * box.h < least) {
        least = box.w * box.h;
        home = frame;
      }
    }
  }
  framesOfNode.set(part, around(home));
  for (const frame of framesOfNode.get(part)) push(within, frame, part);
}
const parents = [...frames.keys()].sort((a, b) => around(a).length - around(b).length);
const childrenOf = new Map();
for (const part of parents) if (frameIn.has(part)) push(childrenOf, frameIn.get(part), part);

// The claims in a group, however deep.
const claimsIn = new Map();
for (const claim of data.claims) {
  const passed = new Set();
  for (let group = claim.group; group !== undefined && !passed.has(group); group = parts.get(group)?.parent) {
    passed.add(group);
    push(claimsIn, group, claim);
  }
}

const tallyOf = (part) => {
  const verdicts = {};
  // By sign: how often it occurs, and what it means.
  const highlights = new Map();
  let claims = 0;
  for (const claim of claimsIn.get(part) ?? []) {
    claims += 1;
    if (claim.verdict !== undefined) verdicts[claim.verdict] = (verdicts[claim.verdict] ?? 0) + 1;
    for (const { sign, meaning } of claim.highlights ?? []) highlights.set(sign, { meaning, count: (highlights.get(sign)?.count ?? 0) + 1 });
  }
  return { claims, verdicts, highlights };
};
const counted = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;

// The largest title that fits a frame: its size and its lines.
const fitTitle = (title, box) => {
  let font = Math.min(box.h / 3, box.w / 5, 400);
  for (;;) {
    const broken = wrapText(title, (box.w * 0.86) / font);
    const wide = Math.max(...broken.map(widthOf)) * font;
    if ((wide <= box.w * 0.9 && (broken.length * 1.2 + 1.9) * font <= box.h * 0.9) || font < 6) return { font, broken };
    font *= 0.9;
  }
};

const coverOf = (part) => {
  if (covers.has(part)) return covers.get(part);
  const { box } = frames.get(part);
  const tally = tallyOf(part);
  const title = calledBy(part);
  const fitted = fitTitle(title, box);
  const depth = around(part).length - 1;
  const element = draw("g", { class: `cover depth-${depth}`, "data-part": part, role: "button", tabindex: "-1", "aria-expanded": "false" });
  const verdicts = Object.entries(VERDICTS).filter(([verdict]) => tally.verdicts[verdict] !== undefined);
  const sums_ = [
    ...verdicts.map(([verdict, mark_]) => ({ name: `sum ${verdict}`, sign: mark_, count: tally.verdicts[verdict], meaning: verdict })),
    ...[...tally.highlights].map(([sign, { count, meaning }]) => ({ name: "pointed", sign, count, meaning })),
  ];
  const told = sums_.map(({ count, meaning }) => `${count} ${meaning}`);
  element.append(draw("rect", { x: box.x, y: box.y, width: box.w, height: box.h, rx: Math.min(8, box.h / 8) }));
  const inner = draw("g", { class: "lid" });
  const high = (fitted.broken.length * 1.2 + 0.3) * fitted.font + (sums_.length > 0 ? 1.6 : 0.8) * fitted.font;
  const middle = { x: box.x + box.w / 2, y: box.y + box.h / 2 };
  fitted.broken.forEach((line, at) => {
    const text = draw("text", { class: "lid-title", x: middle.x, y: middle.y - high / 2 + (at * 1.2 + 0.95) * fitted.font }, line);
    text.style.fontSize = `${fitted.font}px`;
    inner.append(text, " ");
  });
  const under = middle.y - high / 2 + fitted.broken.length * 1.2 * fitted.font;
  const claims = draw("text", { class: "lid-sums", x: middle.x, y: under + fitted.font }, counted(tally.claims, "claim"));
  const sums = draw("text", { class: "lid-sums", x: middle.x, y: under + fitted.font * 1.8 });
  sums_.forEach(({ name, sign, count }, at) => {
    sums.append(at === 0 ? "" : "  ", draw("tspan", { class: name }, `${sign} ${count}`));
  });
  inner.append(claims, " ", sums);
  element.append(inner);
  // What is seen comes first, as it is seen, for those who speak to their machine.
  element.setAttribute("aria-label", `${inner.textContent.replace(/\s+/g, " ").trim()}, folded group: ${told.join(", ")}`);
  const widest = Math.max(widthOf(counted(tally.claims, "claim")), sums_.map(({ sign, count }) => widthOf(`${sign} ${count}`) + 0.6).reduce((a, b) => a + b, 0));
  for (const text of [claims, sums]) text.style.fontSize = `${Math.min(fitted.font * 0.62, (box.w * 0.9) / widest)}px`;
  const half = { w: (Math.max(...fitted.broken.map(widthOf)) * fitted.font) / 2 + 4, h: high / 2 + 4 };
  const cover = { element, inner, middle, half, font: fitted.font, part };
  covers.set(part, cover);
  return cover;
};

let lidsGroup = null;

// Which groups are under a lid now, parents first.
const wanted = () => {
  const now = new Set();
  const automatic = $("_show-covers").checked && labelSize * view.scale < LEGIBLE;
  const open = (part) => {
    const inner = childrenOf.get(part);
    if (inner === undefined) return false;
    // A group shows its parts as long as most of their titles can be read.
    const legible = inner.filter((child) => coverOf(child).font * view.scale >= 8.5);
    return legible.length * 2 > inner.length;
  };
  const shut = new Set();
  for (const part of parents) {
    const parent = frameIn.get(part);
    if (parent !== undefined && shut.has(parent)) {
      shut.add(part);
    } else if (folded.has(part) || (automatic && !open(part))) {
      shut.add(part);
      now.add(part);
    }
  }
  return now;
};

const updateCovers = () => {
  if (frames.size === 0) return;
  const next = wanted();
  const same = next.size === lids.size && [...next].every((part) => lids.has(part));
  if (!same) {
    if (lidsGroup === null) {
      lidsGroup = draw("g", { class: "lids" });
      svg.append(lidsGroup);
    }
    for (const part of lids) if (!next.has(part)) covers.get(part).element.remove();
    for (const part of parents) if (next.has(part) && !lids.has(part)) lidsGroup.append(coverOf(part).element);
    lids = next;
    const under = new Map();
    for (const part of lids) for (const node of within.get(part) ?? []) under.set(node, part);
    for (const [part, node] of nodes) {
      if (under.has(part) !== coveredBy.has(part)) node.element.classList.toggle("under", under.has(part));
    }
    for (const line of lines) {
      const lid = under.get(line.tail);
      const hidden = lid !== undefined && lid === under.get(line.head);
      if (hidden !== (line.hidden ?? false)) line.element.classList.toggle("under", hidden);
      line.hidden = hidden;
    }
    for (const [part, frame] of frames) frame.element.classList.toggle("under", around(part).slice(1).some((outer) => lids.has(outer)));
    coveredBy = under;
    traceCovers();
    retab();
  }
  placeTitles();
};

// Titles are as large as they may be on the screen, in the middle of what is seen of their group.
const placeTitles = () => {
  const now = seen();
  for (const part of lids) {
    const { box } = frames.get(part);
    const cover = covers.get(part);
    const by = Math.min(1, 26 / (cover.font * view.scale));
    const middle = (start, long, from, wide, half) => {
      const low = Math.max(start, from);
      const high = Math.min(start + long, from + wide);
      const edge = Math.min(half * by, long / 2);
      return clamp(low < high ? (low + high) / 2 : start + long / 2, start + edge, start + long - edge);
    };
    const x = middle(box.x, box.w, now.x, now.w, cover.half.w);
    const y = middle(box.y, box.h, now.y, now.h, cover.half.h);
    const transform = `translate(${x} ${y}) scale(${by}) translate(${-cover.middle.x} ${-cover.middle.y})`;
    if (cover.transform !== transform) cover.inner.setAttribute("transform", transform);
    cover.transform = transform;
  }
};

const setFolded = (part, fold) => {
  if (fold) folded.add(part);
  else for (const outer of around(part)) folded.delete(outer);
  updateCovers();
  const title = calledBy(part);
  say(fold ? `Folded: ${title}` : `Unfolded: ${title}`);
  if (!fold && lids.size > 0 && around(part).some((outer) => lids.has(outer))) fitBox(frames.get(part).box);
  refreshPanel();
};

const foldAll = (fold) => {
  folded.clear();
  if (fold) for (const part of frames.keys()) if (!frameIn.has(part)) folded.add(part);
  updateCovers();
  if (!fold && lids.size > 0) zoomTo(LEGIBLE / labelSize + 0.01);
  say(fold ? "All groups are folded" : "All groups are unfolded");
  refreshPanel();
};

// Takes off what covers a part, and comes close enough to read it.
const reveal = (part) => {
  const node = nodeFor(part);
  if (node === undefined) return;
  let changed = false;
  for (const frame of framesOfNode.get(node.part) ?? []) changed = folded.delete(frame) || changed;
  if (changed) updateCovers();
  if (coveredBy.has(node.part) || labelSize * view.scale < LEGIBLE) {
    const { box } = node;
    view.scale = Math.min(1, Math.max(11 / labelSize, LEGIBLE / labelSize + 0.01));
    applyScale();
    scrollToPoint(box.x + box.w / 2, box.y + box.h / 2, false);
    zoomed();
  }
};

const startFolding = () => {
  whenZoomed.push(updateCovers);
  whenMoved.push(placeTitles);
  $("_fold-all").addEventListener("click", () => foldAll(true));
  $("_unfold-all").addEventListener("click", () => foldAll(false));
  $("_show-covers").addEventListener("change", updateCovers);
  if (frames.size === 0) {
    for (const id of ["_fold-all", "_unfold-all", "_show-covers"]) $(id).disabled = true;
  }
  svg.addEventListener("dblclick", (event) => {
    const group = event.target.closest?.(".group, .cover");
    if (group === null || group === undefined) return;
    event.preventDefault();
    const part = partAt(group, "data-part");
    setFolded(part, !lids.has(part));
  });
};

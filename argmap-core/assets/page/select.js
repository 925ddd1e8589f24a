// The selection: one part, told of in the panel and in the page's address, and what bears on it.

let chosenPart;
let lit = new Set();
let litLines = new Set();

// All that bears on a part: reasons for and against it, what they rest on in turn, and what it is
// in conflict with. Each part is looked at once.
const bearing = (start) => {
  const found = new Set([start]);
  const open = [start];
  const first = parts.get(start);
  if (first?.type === "group") {
    for (const node of within.get(start) ?? []) found.add(node);
    return found;
  }
  for (const rivalry of rivalries.get(start) ?? []) {
    found.add(rivalry.part);
    for (const member of members(rivalry)) found.add(member);
  }
  if (first?.type === "question" || first?.type === "conflict") open.push(...members(first));
  if (first?.type === "folded") open.push(...first.claims);
  while (open.length > 0) {
    const part = open.pop();
    const known = parts.get(part);
    found.add(part);
    const next = (aims.get(part) ?? []).map((step) => step.part);
    if (known?.type === "step") next.push(...needs(known));
    for (const one of next) {
      if (!found.has(one)) {
        found.add(one);
        open.push(one);
      }
    }
  }
  return found;
};

const traceCovers = () => {
  const inside = new Set();
  for (const part of lit) if (coveredBy.has(part)) inside.add(coveredBy.get(part));
  for (const part of lids) covers.get(part).element.classList.toggle("on", inside.has(part) || part === chosenPart);
};

// Lights what bears on the selection; only what changes is touched.
const trace = () => {
  const shown = chosenPart !== undefined && $("_show-trace").checked;
  const next = shown ? bearing(chosenPart) : new Set();
  const nextLines = new Set();
  for (const part of [...next]) {
    for (const line of linesOf.get(part) ?? []) nextLines.add(line);
    if (standIns.has(part)) next.add(standIns.get(part).part);
  }
  // Lines at a box that stands for several stand for several as well.
  for (const part of next) {
    if (parts.get(part)?.type === "folded") for (const line of linesAt.get(part) ?? []) nextLines.add(line);
  }
  if (shown && parts.get(chosenPart)?.type === "group") {
    for (const line of lines) if (next.has(line.tail) && next.has(line.head)) nextLines.add(line);
  }
  // A line of a lit step leads to a lit node, but for what the selected step leads to.
  for (const line of nextLines) if (line.part !== chosenPart && !(next.has(line.tail) && next.has(line.head))) nextLines.delete(line);
  for (const part of lit) if (!next.has(part)) nodes.get(part)?.element.classList.remove("on");
  for (const part of next) if (!lit.has(part)) nodes.get(part)?.element.classList.add("on");
  const light = (line, isLit) => {
    line.isLit = isLit;
    line.element.classList.toggle("on", isLit);
    placeLine(line);
  };
  for (const line of litLines) if (!nextLines.has(line)) light(line, false);
  for (const line of nextLines) if (!litLines.has(line)) light(line, true);
  lit = next;
  litLines = nextLines;
  svg.classList.toggle("tracing", shown);
  traceCovers();
};

const mark = (part, chosen) => {
  for (const element of [nodes.get(part)?.element, frames.get(part)?.element, covers.get(part)?.element, ...(linesOf.get(part) ?? []).map((line) => line.element)]) {
    element?.classList.toggle("chosen", chosen);
  }
  const element = nodes.get(part)?.element;
  if (element !== undefined) element.setAttribute("aria-pressed", String(chosen));
};

const choose = (part) => {
  if (part === chosenPart) return;
  mark(chosenPart, false);
  chosenPart = part;
  mark(part, true);
  trace();
  fillPanel(part);
  markRow(part);
  drawMiniature();
  const known = parts.get(part);
  if (known === undefined) say("Nothing is selected");
  else say(`Selected ${known.type}: ${calledBy(part)}${known.verdict === undefined ? "" : `, ${known.verdict}`}${isDrawn(part) ? "" : `, ${away(part)}`}`);
};

// What the address leads to; addresses are typed by people, and may be faulty.
const anchorNow = () => {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "?";
  }
};

// Selects a part, comes to it, and says so in the address; nothing lets go.
const go = (part, { quiet = false, still = false } = {}) => {
  const known = parts.get(part);
  if (!quiet) {
    const hash = known?.anchor === undefined ? "" : `#${known.anchor}`;
    if (anchorNow() !== hash.slice(1)) history.pushState(null, "", hash === "" ? location.pathname + location.search : hash);
  }
  choose(part);
  if (part === undefined || still) return;
  showPanel(true);
  if (frames.has(part)) {
    fitBox(frames.get(part).box);
    return;
  }
  const node = nodeFor(part);
  if (node === undefined) return;
  reveal(part);
  show(node.box);
  tabTo(node.element);
};

const fromAddress = () => {
  const anchor = anchorNow();
  if (anchor === "_picture" || anchor === "_outline") {
    // The browser may have gone there, and the reader on from there.
    if (!$(anchor).contains(document.activeElement)) $(anchor).focus();
    return;
  }
  go(byAnchor.get(anchor)?.part, { quiet: true });
};

const startSelecting = () => {
  svg.addEventListener("click", (event) => {
    const target = event.target.closest?.(".node[data-part], .cover, .line[data-part], .group-title");
    if (target === null || target === undefined) {
      return;
    }
    const element = target.matches(".group-title") ? target.closest(".group") : target;
    const part = partAt(element, "data-part");
    if (!parts.has(part)) return;
    if (nodes.has(part) && nodes.get(part).element === element) tabTo(element);
    if (element.matches(".cover")) tabTo(element);
    go(part, { still: true });
    showPanel(true);
    if (element.matches(".node, .cover")) element.focus({ preventScroll: true });
    if (hiddenFoot() > 0 && nodes.has(part)) show(nodes.get(part).box);
  });
  document.addEventListener("click", (event) => {
    const to = event.target.closest?.("a[href^='#']");
    if (to === null || to === undefined || event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const part = byAnchor.get(decodeURIComponent(to.getAttribute("href").slice(1)))?.part;
    if (part === undefined) return;
    event.preventDefault();
    go(part);
    // The link is gone if the panel was filled anew: the focus goes to what it led to.
    if (!document.contains(to) || panel.contains(to)) focusOn(part);
  });
  addEventListener("hashchange", fromAddress);
  addEventListener("popstate", fromAddress);
  $("_show-trace").addEventListener("change", trace);
};

// Puts the focus on a part in the picture, or on the panel if it is not there.
const focusOn = (part) => {
  const element = lids.has(part) ? covers.get(part).element : nodeFor(part)?.element;
  if (element !== undefined) {
    tabTo(element);
    element.focus({ preventScroll: true });
  } else {
    panel.focus({ preventScroll: true });
  }
};

// The keyboard: one node of the picture can be tabbed to, and arrows go on from there.

let tabbed = null;
const singleKeys = () => $("_single-keys").checked;

const tabTo = (element) => {
  if (tabbed !== null) tabbed.setAttribute("tabindex", "-1");
  tabbed = element;
  if (element !== null) element.setAttribute("tabindex", "0");
};

// What can be gone to now, with its box.
const reachable = () => {
  const found = [];
  for (const { element, part, box } of nodes.values()) {
    if (!coveredBy.has(part) && !element.classList.contains("out")) found.push({ element, part, box });
  }
  for (const part of lids) found.push({ element: covers.get(part).element, part, box: frames.get(part).box });
  return found;
};

// After folding or filtering, something that is there is tabbed to.
const retab = () => {
  const all = reachable();
  if (tabbed !== null && all.some(({ element }) => element === tabbed)) return;
  const had = tabbed !== null && tabbed === document.activeElement;
  const lid = tabbed === null ? undefined : coveredBy.get(partAt(tabbed, "data-part"));
  const thesis = all.find(({ part }) => parts.get(part)?.thesis);
  tabTo(lid !== undefined && covers.has(lid) && lids.has(lid) ? covers.get(lid).element : (thesis ?? all[0])?.element ?? null);
  if (had) tabbed?.focus({ preventScroll: true });
};

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const middleOf = (box) => ({ x: box.x + box.w / 2, y: box.y + box.h / 2 });

// The nearest in a direction, seen from the middle of a box; what lies aside counts for less near.
const nearest = (box, [dx, dy], among) => {
  const from = middleOf(box);
  let best;
  let least = Infinity;
  for (const other of among) {
    const to = middleOf(other.box);
    const ahead = (to.x - from.x) * dx + (to.y - from.y) * dy;
    const aside = Math.abs((to.x - from.x) * dy) + Math.abs((to.y - from.y) * dx);
    // What overlaps sideways is straight ahead.
    const spare = dx === 0 ? (box.w + other.box.w) / 2 : (box.h + other.box.h) / 2;
    const cost = ahead + 2.5 * Math.max(0, aside - spare * 0.8) + aside * 0.2;
    if (ahead > 1 && cost < least && ahead * 4 > Math.max(0, aside - spare)) {
      least = cost;
      best = other;
    }
  }
  return best;
};

const alongLines = (part, among) => {
  const joined = new Set();
  for (const line of linesAt.get(part) ?? []) joined.add(line.tail === part ? line.head : line.tail);
  return among.filter((other) => joined.has(other.part) || joined.has(coveredBy.get(other.part)));
};

const inPicture = (event) => {
  const way = WAYS[event.key];
  const element = event.target.closest?.(".node, .cover");
  if (element === null || element === undefined) {
    if (way === undefined || event.target !== stage) return false;
    stage.scrollBy({ left: way[0] * 80, top: way[1] * 80, behavior: isSlow.matches ? "smooth" : "instant" });
    return true;
  }
  const part = partAt(element, "data-part");
  if (way !== undefined) {
    const all = reachable().filter((other) => other.element !== element);
    const box = element.matches(".cover") ? frames.get(part).box : nodes.get(part).box;
    const next = nearest(box, way, event.shiftKey ? alongLines(part, all) : all);
    if (next !== undefined) {
      tabTo(next.element);
      next.element.focus({ preventScroll: true });
      show(next.box);
    }
    return true;
  }
  switch (event.key) {
    case "Enter":
    case " ":
      go(part, { still: true });
      showPanel(true);
      return true;
    case "Home":
    case "End": {
      const all = reachable();
      const next = event.key === "Home" ? all[0] : all.at(-1);
      tabTo(next.element);
      next.element.focus({ preventScroll: true });
      show(next.box);
      return true;
    }
    case "f": {
      if (!singleKeys()) return false;
      const group = element.matches(".cover") ? part : framesOfNode.get(part)?.[0];
      if (group === undefined) return false;
      setFolded(group, !lids.has(group));
      if (lids.has(group)) focusOn(group);
      else if (element.matches(".cover")) focusOn((within.get(group) ?? [])[0]);
      return true;
    }
    default:
      return false;
  }
};

const toggleBox = (id) => {
  $(id).click();
};

const anywhere = (event) => {
  switch (event.key) {
    case "/":
      $("_search").focus();
      $("_search").select();
      return true;
    case "?":
      openHelp();
      return true;
    case "+":
    case "=":
      zoomTo(view.scale * 1.25);
      return true;
    case "-":
      zoomTo(view.scale / 1.25);
      return true;
    case "0":
      fit();
      return true;
    case "t":
      toggleBox("_show-trace");
      return true;
    case "v":
      toggleBox("_show-verdicts");
      return true;
    case "x":
      toggleBox("_show-findings");
      return true;
    case "h":
      toggleBox("_show-highlights");
      return true;
    case "F":
      foldAll(lids.size === 0);
      return true;
    default:
      return false;
  }
};

const openHelp = () => {
  $("_help").showModal();
};

const startKeys = () => {
  for (const { element, part } of nodes.values()) {
    const known = parts.get(part);
    // What is seen comes first, as it is seen, for those who speak to their machine.
    const seenText = [...element.querySelectorAll(":scope > text")].map((text) => text.textContent).join(" ").replace(/\s+/g, " ").trim();
    const whole = known?.type === "step" ? `${known.kind} of ${shortName(known.to)}` : calledBy(part);
    const type = known?.type === "claim" && known.thesis ? "thesis" : known?.type === "step" ? undefined : known?.type;
    const found = known?.findings === undefined ? undefined : counted(known.findings.length, "finding");
    const words = [seenText, known?.type === "folded" || seenText.includes(whole) ? undefined : whole, type, seenText.includes(known?.verdict) ? undefined : known?.verdict, found];
    element.setAttribute("role", "button");
    element.setAttribute("tabindex", "-1");
    element.setAttribute("aria-pressed", "false");
    element.setAttribute("aria-label", words.filter((word) => word !== undefined && word !== "").join(", "));
  }
  for (const element of svg.querySelectorAll(":scope > :is(.lines, .groups, .heading)")) element.setAttribute("aria-hidden", "true");
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", `Argument map: ${data.title}`);
  svg.removeAttribute("aria-labelledby");
  svg.removeAttribute("aria-describedby");
  stage.tabIndex = 0;
  stage.setAttribute("role", "group");
  stage.setAttribute("aria-label", "Picture that can be moved and zoomed");
  retab();

  stage.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (inPicture(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || $("_help").open) return;
    if (event.key === "Escape") {
      if (chosenPart !== undefined && document.querySelector(":popover-open") === null) go(undefined);
      return;
    }
    if (!singleKeys() || event.target.matches("input:not([type=checkbox]):not([type=radio]), select, textarea")) return;
    if (anywhere(event)) event.preventDefault();
  });
  $("_help-button").addEventListener("click", openHelp);
  $("_help-close").addEventListener("click", () => $("_help").close());
};

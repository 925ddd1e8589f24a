// The panel: all that is known of the part that is selected.

const panel = $("_panel");
const sign = (verdict) =>
  VERDICTS[verdict] === undefined ? undefined
    : make("span", { class: `sign ${verdict}`, title: verdict },
      make("span", { "aria-hidden": "true" }, VERDICTS[verdict]), make("span", { class: "hush" }, `${verdict}: `));

// A link to a part. What is not in the picture says so.
const link = (part) => {
  const known = parts.get(part);
  if (known === undefined) return make("span", {}, "?");
  const mark = known.type === "claim" ? sign(known.verdict) : undefined;
  const name = known.type === "step" && known.id === undefined ? stepName(known) : calledBy(part);
  const absent = isDrawn(part) ? undefined : make("span", { class: "away" }, ` ${away(part)}`);
  if (known.anchor === undefined) return make("span", {}, mark ?? "", name);
  return make("a", { href: `#${known.anchor}`, class: "to" }, mark ?? "", make("span", { dir: "auto" }, name), absent);
};
const stepName = (step) => `${step.kind} ${step.kind === "undercut" ? "of a step" : "of"} ${step.kind === "undercut" ? "" : shortName(step.to)}`.trim();

// A sentence in which names stand in backticks; those of parts become links.
const prose = (words) => {
  const pieces = words.split("`");
  if (pieces.length % 2 === 0) return [words];
  return pieces.map((piece, at) => {
    if (at % 2 === 0) return piece;
    const part = byId.get(piece);
    const code = make("code", {}, piece);
    return part?.anchor === undefined ? code : make("a", { href: `#${part.anchor}`, class: "name", title: calledBy(part.part) }, code);
  });
};

const isWeb = (address) => {
  try {
    return ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
};

const sourceName = (part) => {
  const source = sources.get(part);
  if (source === undefined) return make("span", {}, "?");
  const by = source.by?.join(", ");
  const about = [by, source.year].filter((word) => word !== undefined && word !== "").join(" ");
  const title = make("cite", { dir: "auto" }, source.title);
  const shown = source.link && isWeb(source.address)
    ? make("a", { href: source.address, rel: "noopener noreferrer", target: "_blank" }, title)
    : title;
  const rest = [about === "" ? undefined : ` (${about})`];
  if (source.address !== undefined && !source.link) rest.push(" ", make("code", {}, source.address));
  return make("span", {}, shown, ...rest);
};

const passage = (of) => {
  const lines = [];
  if (of.source !== undefined) {
    lines.push(make("div", { class: "place" }, sourceName(of.source), of.at === undefined ? undefined : [", ", make("bdi", {}, of.at)]));
  } else if (of.at !== undefined) {
    lines.push(make("div", { class: "place" }, make("bdi", {}, of.at)));
  }
  if (of.quote !== undefined) lines.push(make("blockquote", { dir: "auto" }, of.quote));
  if (of.note !== undefined) lines.push(make("div", { class: "note", dir: "auto" }, of.note));
  return lines;
};

const section = (title, ...content) => {
  const inside = content.flat().filter((child) => child !== undefined);
  return inside.length === 0 ? undefined : make("section", {}, make("h3", {}, title), ...inside);
};
const list = (items, name = "plain") => (items.length === 0 ? undefined : make("ul", { class: name }, items.map((item) => make("li", {}, item))));
const chips = (...words) => {
  const told = words.filter((word) => word !== undefined && word !== false);
  return told.length === 0 ? undefined : make("p", { class: "chips" }, told.map((word) => make("span", { class: "chip" }, word)));
};

const STANCES = { asserts: "asserts it", denies: "denies it", concedes: "concedes it", supposes: "supposes it", reports: "reports it", retracts: "retracts it" };
const stand = (of) => {
  const holder = holders.get(of.holder);
  const rest = [of.date, of.reporter === undefined ? undefined : `as ${holders.get(of.reporter)?.title} reports`, of.imputed ? "ascribed by the analyst" : undefined];
  const told = rest.filter((word) => word !== undefined);
  return [
    make("div", {}, make("b", { dir: "auto" }, holder?.title ?? "?"), " ", make("span", { class: `stance ${of.stance}` }, STANCES[of.stance] ?? of.stance),
      told.length === 0 ? undefined : `, ${told.join(", ")}`),
    ...passage(of),
  ];
};
const finding = (of) => [
  make("div", { class: "finding-head" }, make("span", { class: `found ${of.severity}` }, `${of.severity} ${of.code}`), of.place === undefined ? undefined : make("code", { class: "where" }, of.place)),
  make("div", {}, prose(of.message)),
  of.help === undefined ? undefined : make("div", { class: "helping" }, prose(of.help)),
].filter((child) => child !== undefined);
const citation = (of) => [of.role === undefined ? undefined : make("span", { class: "chip" }, of.role), ...passage(of)].filter((child) => child !== undefined);

const stepVerdict = (step) => (step.verdict === undefined ? undefined : make("span", { class: `becomes ${step.verdict.replace(" ", "-")}` }, step.verdict));

// A step as a reader of its target sees it: its premises, and what undercuts it.
const reasonItem = (step) => {
  const content = [list(needs(step).map((need) => (need === step.warrant ? [make("span", { class: "by" }, "by "), link(need)] : [link(need)])), "premises")];
  const facts = [step.strict ? "strict" : undefined, step.scheme].filter((word) => word !== undefined);
  content.push(make("div", { class: "of-step" }, stepVerdict(step), facts.length === 0 ? undefined : make("span", {}, facts.join(", ")),
    step.anchor === undefined ? undefined : make("a", { href: `#${step.anchor}`, class: "to more", "aria-label": `About this step, ${step.kind} of ${shortName(step.to)}` }, "about this step")));
  const undercuts = aimed(step.part, "undercut");
  for (const undercut of undercuts) {
    content.push(make("div", { class: "undercut-by" }, "undercut by ", ...needs(undercut).flatMap((need, at) => (at === 0 ? [link(need)] : [" + ", link(need)])), " ", stepVerdict(undercut)));
  }
  return content.filter((child) => child !== undefined);
};
const reasons = (part, kind) => list(aimed(part, kind).map(reasonItem), `reasons ${kind}`);

const VERBS = { support: "supports", rebuttal: "rebuts", undercut: "undercuts" };
const leadsTo = (part) => {
  const items = (uses.get(part) ?? []).map((step) => {
    const with_ = needs(step).filter((need) => need !== part);
    const target = parts.get(step.to);
    const aim = target?.type === "step" ? [`the ${target.kind} of `, link(target.to)] : [link(step.to)];
    const others = with_.length === 0 ? undefined : make("div", { class: "with" }, "together with ", with_.flatMap((need, at) => (at === 0 ? [link(need)] : [", ", link(need)])));
    return [make("span", { class: `verb ${step.kind}` }, VERBS[step.kind]), " ", ...aim, " ", stepVerdict(step), others].filter((child) => child !== undefined);
  });
  return list(items, "plain");
};

// Why a verdict is what it is: the command's own lines, opened one after the other.
const because = (part) => {
  const known = parts.get(part);
  return known?.why === undefined ? undefined : make("ul", { class: "why" }, whyItem(known, true));
};
const whyItem = (known, isOpen) => {
  const reasons_ = (known.because ?? []).map((next) => parts.get(next)).filter((next) => next?.why !== undefined);
  const item = make("li", {}, prose(known.why));
  if (reasons_.length === 0) return item;
  const open = () => item.append(make("ul", {}, reasons_.map((next) => whyItem(next, false))));
  if (isOpen) {
    open();
    return item;
  }
  const toggle = make("button", { type: "button", class: "quiet ask", "aria-expanded": "false", "aria-label": `Why ${known.id ?? "that"}?` }, "why?");
  toggle.addEventListener("click", () => {
    const shown = item.querySelector(":scope > ul");
    if (shown === null) open();
    else shown.remove();
    toggle.setAttribute("aria-expanded", String(shown === null));
  });
  item.append(" ", toggle);
  return item;
};

const heading = (kind, title, verdict) => [
  make("p", { class: "kind" }, kind),
  make("h2", { id: "_panel-title", dir: "auto" }, title),
  verdict === undefined ? undefined : make("p", { class: `verdict ${verdict.replace(" ", "-")}` }, VERDICTS[verdict] === undefined ? "" : make("span", { "aria-hidden": "true" }, `${VERDICTS[verdict]} `), verdict),
];
const groupPath = (group) => {
  const path = [];
  while (group !== undefined && parts.has(group) && !path.includes(group)) {
    path.unshift(group);
    group = parts.get(group).parent;
  }
  return path.length === 0 ? undefined : make("p", { class: "path" }, path.flatMap((part, at) => (at === 0 ? [link(part)] : [" › ", link(part)])));
};
const highlight = ({ role, sign, meaning, note }) =>
  [make("span", { class: `role ${role}` }, make("span", { "aria-hidden": "true" }, `${sign} `), meaning), note === undefined ? undefined : [": ", make("bdi", {}, note)]].flat().filter((child) => child !== undefined);
const pointedOut = (known) => section("Pointed out", list((known.highlights ?? []).map(highlight), "plain highlights"));
const foundIn = (known) => section("Findings", list((known.findings ?? []).map(finding), "plain findings"));
// Where much else is told first, a way to what was found.
const toFindings = (known) => {
  if (known.findings === undefined) return undefined;
  const worst = ["error", "warning", "info"].find((severity) => known.findings.some((of) => of.severity === severity));
  const button = make("button", { type: "button", class: `found ${worst}` }, counted(known.findings.length, "finding"));
  button.addEventListener("click", () => panel.querySelector(".findings").previousElementSibling.scrollIntoView());
  return make("p", { class: "row" }, button);
};
const common = (known) => [pointedOut(known), section("Why", because(known.part)), foundIn(known)];
const notDrawn = (part) => (isDrawn(part) ? undefined : make("p", { class: "away" }, standIns.has(part) ? "In a folded box of this picture." : "Not in this picture."));
const note = (known) => (known.note === undefined ? undefined : section("Note", make("p", { dir: "auto" }, known.note)));
const idOf = (known) => (known.id === undefined ? undefined : make("p", { class: "id" }, make("code", {}, known.id)));

const equal = (of) => (of.note === undefined ? [link(of.part)] : [link(of.part), ": ", make("span", { dir: "auto" }, of.note)]);

const ofClaim = (known) => {
  const titled = known.title !== undefined && known.title.trim() !== "";
  return [
    ...heading(known.thesis ? "Thesis" : "Claim", titled ? known.title : known.text, known.verdict),
    titled ? make("p", { class: "text", dir: "auto" }, known.text) : undefined,
    idOf(known),
    chips(known.kind, known.basis, known.imputed && "supplied by the analyst", ...(known.tags ?? [])),
    toFindings(known),
    groupPath(known.group),
    notDrawn(known.part),
    pointedOut(known),
    section("Why", because(known.part)),
    section("Supported by", reasons(known.part, "support")),
    section("Rebutted by", reasons(known.part, "rebuttal")),
    section("Leads to", leadsTo(known.part)),
    section("In conflict with", list((rivalries.get(known.part) ?? []).filter((rivalry) => rivalry.type === "conflict" || rivalry.exclusive).flatMap((rivalry) =>
      members(rivalry).filter((member) => member !== known.part).map((member) => [link(member)])))),
    section("Answers", list((rivalries.get(known.part) ?? []).filter((rivalry) => rivalry.type === "question").map((question) => [link(question.part)]))),
    section("Held by", list((known.stands ?? []).map(stand), "plain stands")),
    section("Evidence", list((known.citations ?? []).map(citation), "plain stands")),
    section("The same as", list((known.same ?? []).map(equal))),
    note(known),
    foundIn(known),
  ];
};
const ofStep = (known) => [
  ...heading(known.strict ? `Strict ${known.kind}` : known.kind[0].toUpperCase() + known.kind.slice(1), known.id ?? stepName(known), known.verdict),
  chips(known.scheme, known.imputed && "supplied by the analyst", known.by !== undefined && `drawn by ${holders.get(known.by)?.title}`),
  notDrawn(known.part),
  section("From", list(known.from.map((part) => [link(part)]))),
  known.warrant === undefined ? undefined : section("By the warrant", list([[link(known.warrant)]])),
  section("To", list([[link(known.to)]])),
  ...common(known),
  section("Undercut by", reasons(known.part, "undercut")),
  known.passage === undefined ? undefined : section("Drawn in", passage(known.passage)),
  section("Evidence", list((known.citations ?? []).map(citation), "plain stands")),
  note(known),
];
const ofQuestion = (known) => [
  ...heading("Question", known.text),
  idOf(known),
  chips(known.exclusive && "at most one answer is true", known.exhaustive && "at least one answer is true", known.by !== undefined && `as ${holders.get(known.by)?.title} sees it`),
  notDrawn(known.part),
  section("Answers", list(known.answers.map((part) => [link(part)]))),
  ...common(known),
  note(known),
];
const ofConflict = (known) => [
  ...heading("Conflict", known.kind === "contradictory" ? "Exactly one of these is true" : "These cannot be true together"),
  idOf(known),
  chips(known.by !== undefined && `as ${holders.get(known.by)?.title} sees it`),
  section("Claims", list(known.members.map((part) => [link(part)]))),
  ...common(known),
  note(known),
];
const ofGroup = (known) => {
  const tally = tallyOf(known.part);
  const told = Object.keys(VERDICTS).filter((verdict) => tally.verdicts[verdict] !== undefined);
  const inside = data.groups.filter((group) => group.parent === known.part);
  const claims = data.claims.filter((claim) => claim.group === known.part);
  const isShut = lids.has(known.part);
  const button = make("button", { type: "button", id: "_fold-this" }, isShut ? "Unfold" : "Fold");
  button.addEventListener("click", () => {
    setFolded(known.part, !isShut);
    $("_fold-this")?.focus();
  });
  return [
    ...heading("Group", calledBy(known.part)),
    idOf(known),
    make("p", { class: "chips" }, make("span", { class: "chip" }, counted(tally.claims, "claim")), told.map((verdict) => make("span", { class: `chip sum ${verdict}` }, `${VERDICTS[verdict]} ${tally.verdicts[verdict]} ${verdict}`))),
    frames.has(known.part) ? make("p", { class: "row" }, button) : notDrawn(known.part),
    section("Groups", list(inside.map((group) => [link(group.part)]))),
    section("Claims", list(claims.map((claim) => [link(claim.part)]))),
    foundIn(known),
    note(known),
  ];
};
const overview = () => {
  const theses = data.claims.filter((claim) => claim.thesis);
  const found = {};
  for (const part of parts.values()) for (const { severity } of part.findings ?? []) found[severity] = (found[severity] ?? 0) + 1;
  const away = data.claims.filter((claim) => !isDrawn(claim.part)).length;
  return [
    make("p", { class: "kind" }, "Map"),
    make("h2", { id: "_panel-title", dir: "auto" }, data.title.trim() === "" ? "Argument map" : data.title),
    make("p", { class: "hint" }, "Select a claim to read its full text, who holds it, and why it stands or falls. Press ", make("kbd", {}, "?"), " for the keys."),
    away === 0 ? undefined : make("p", { class: "away" }, `${counted(away, "claim")} of ${data.claims.length} ${away === 1 ? "is" : "are"} not in this picture.`),
    section(theses.length === 1 ? "Thesis" : "Theses", list(theses.map((claim) => [link(claim.part)]))),
    section("Groups", list(data.groups.filter((group) => group.parent === undefined).map((group) => [link(group.part)]))),
    section("Findings", list(["error", "warning", "info"].filter((severity) => found[severity] !== undefined).map((severity) => [make("span", { class: `found ${severity}` }, counted(found[severity], severity === "info" ? "remark" : severity))]))),
  ];
};
const ofFolded = (known) => [
  ...heading("Folded box", calledBy(known.part)),
  section("Claims", list(known.claims.map((part) => [link(part)]))),
];
const TELLERS = { folded: ofFolded, claim: ofClaim, step: ofStep, question: ofQuestion, conflict: ofConflict, group: ofGroup };

const fillPanel = (part) => {
  const known = parts.get(part);
  const content = (known === undefined ? overview() : TELLERS[known.type](known)).flat().filter((child) => child !== undefined && child !== "");
  const close = make("button", { type: "button", class: "quiet close", "aria-label": known === undefined ? "Close details" : "Let go of the selection", title: "Close (Esc)" }, "×");
  close.addEventListener("click", () => {
    if (known === undefined) showPanel(false);
    else go(undefined);
  });
  panel.replaceChildren(close, ...content);
  panel.scrollTop = 0;
};
const refreshPanel = () => fillPanel(chosenPart);
const showPanel = (shown) => {
  document.body.classList.toggle("no-panel", !shown);
};

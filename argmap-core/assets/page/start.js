// Sets everything going. Tools that need scripts are shown now and not before.

const showOverlays = () => {
  svg.classList.toggle("no-verdicts", !$("_show-verdicts").checked);
  document.body.classList.toggle("no-verdicts", !$("_show-verdicts").checked);
  svg.classList.toggle("no-findings", !$("_show-findings").checked);
  document.body.classList.toggle("no-findings", !$("_show-findings").checked);
  svg.classList.toggle("no-highlights", !$("_show-highlights").checked);
  document.body.classList.toggle("no-highlights", !$("_show-highlights").checked);
  drawMiniature();
};

// Marks what findings are about, where the picture has no room for words.
const RANK = { error: 3, warning: 2, info: 1 };
const startFindings = () => {
  for (const { element, part, box } of nodes.values()) {
    const found = parts.get(part)?.findings;
    if (found === undefined || element.querySelector(".finding") !== null) continue;
    const worst = found.map((of) => of.severity).sort((a, b) => RANK[b] - RANK[a])[0];
    const badge = draw("g", { class: `badge ${worst}`, "aria-hidden": "true" });
    const x = box.x + box.w - 3;
    const y = box.y + 2;
    badge.append(draw("circle", { cx: x, cy: y, r: 7 }), draw("text", { x, y: y + 3.6 }, String(found.length)));
    element.append(badge);
  }
};

const startView = () => {
  const repaint = () => {
    colours.clear();
    drawMiniature();
  };
  const root = document.documentElement;
  const radio = $("_theme").querySelector(`input[value="${root.dataset.theme ?? ""}"]`);
  if (radio !== null) radio.checked = true;
  $("_theme").addEventListener("change", (event) => {
    if (event.target.value === "") delete root.dataset.theme;
    else root.dataset.theme = event.target.value;
    repaint();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  $("_show-verdicts").addEventListener("change", showOverlays);
  $("_show-findings").addEventListener("change", showOverlays);
  $("_show-highlights").addEventListener("change", showOverlays);
  $("_show-highlights").disabled = data.highlights === undefined;
  $("_show-verdicts").disabled = !data.verdicts;
};

startOutline();
startStage();
startMinimap();
startFolding();
startSelecting();
startFiltering();
startSearching();
startView();
for (const id of ["_tools", "_float", "_panel", "_toggle-outline"]) $(id).hidden = false;
startFindings();
startKeys();
const narrow = matchMedia("(max-width: 60rem)").matches;
if (narrow) {
  document.body.classList.add("no-outline");
  $("_toggle-outline").setAttribute("aria-expanded", "false");
}
showPanel(!narrow);
drawMiniature();
fit();
if (frames.size === 0 && labelSize * view.scale < LEGIBLE) {
  const thesis = data.claims.find((claim) => claim.thesis && nodes.has(claim.part)) ?? data.claims.find((claim) => nodes.has(claim.part));
  if (thesis !== undefined) reveal(thesis.part);
}
fillPanel(undefined);
if (location.hash !== "") fromAddress();
document.documentElement.classList.add("ready");

// Filters: what does not match steps back.

const filters = () => ({
  holder: $("_by-holder").value === "" ? undefined : Number($("_by-holder").value),
  kind: $("_by-kind").value,
  step: $("_by-step").value,
  verdicts: [...$("_by-verdict").querySelectorAll("input:checked")].map((box) => box.value),
  finding: $("_by-finding").checked,
  highlight: $("_by-highlight").checked,
});

const filter = () => {
  const by = filters();
  const every = $("_by-verdict").querySelectorAll("input").length;
  const anyVerdict = by.verdicts.length === every;
  const active = [by.holder !== undefined, by.kind !== "", by.step !== "", !anyVerdict, by.finding, by.highlight].filter(Boolean).length;
  const fits = (claim) =>
    (by.holder === undefined || (claim.stands ?? []).some((of) => of.holder === by.holder)) &&
    (by.kind === "" || claim.kind === by.kind) &&
    (anyVerdict || by.verdicts.includes(claim.verdict)) &&
    (!by.finding || claim.findings !== undefined) &&
    (!by.highlight || claim.highlights !== undefined);
  const out = new Set();
  let count = 0;
  for (const claim of data.claims) {
    if (fits(claim)) count += 1;
    else out.add(claim.part);
  }
  const claimsOnly = by.holder !== undefined || by.kind !== "" || !anyVerdict || by.finding || by.highlight;
  for (const step of data.steps) {
    const ends = [...needs(step), step.to];
    const kept = ends.filter((end) => !out.has(end));
    // A step is about its claims: it stays if both of its sides do.
    const sides = needs(step).some((need) => !out.has(need)) && !out.has(step.to);
    if ((by.step !== "" && step.kind !== by.step) || (claimsOnly && (!sides || kept.length < 2))) out.add(step.part);
  }
  for (const rivalry of [...data.questions, ...data.conflicts]) {
    if (members(rivalry).every((member) => out.has(member)) || (by.step !== "" && active === 1)) out.add(rivalry.part);
  }
  for (const { part, claims, type } of parts.values()) if (type === "folded" && claims.every((claim) => out.has(claim))) out.add(part);
  for (const { part, element } of nodes.values()) element.classList.toggle("out", out.has(part));
  for (const line of lines) {
    line.isOut = out.has(line.part) || out.has(line.tail) || out.has(line.head);
    line.element.classList.toggle("out", line.isOut);
    placeLine(line);
  }
  for (const row of $("_outline").querySelectorAll("li.leaf")) row.hidden = claimsOnly && out.has(partAt(row, "data-part"));
  for (const branch of $("_outline").querySelectorAll("li.branch")) branch.hidden = claimsOnly && branch.querySelector("li.leaf:not([hidden])") === null;
  if (claimsOnly && count <= 100) for (const branch of branches()) branch.open = true;
  $("_filter-state").textContent = active === 0 ? "" : ` · ${count}`;
  $("_filter-button").classList.toggle("active", active > 0);
  $("_filter-count").textContent = active === 0 ? "All claims are shown" : `${count} of ${counted(data.claims.length, "claim")}`;
  say($("_filter-count").textContent);
  retab();
};

const startFiltering = () => {
  const option = (select, value, text) => select.append(make("option", { value: String(value) }, text));
  const sorted = [...data.holders].sort((a, b) => a.title.localeCompare(b.title));
  for (const holder of sorted) option($("_by-holder"), holder.part, holder.title);
  for (const kind of new Set(data.claims.map((claim) => claim.kind).filter((kind) => kind !== undefined))) option($("_by-kind"), kind, kind);
  for (const kind of new Set(data.steps.map((step) => step.kind))) option($("_by-step"), kind, kind);
  for (const verdict of data.verdicts ? Object.keys(VERDICTS) : []) {
    $("_by-verdict").append(make("label", { class: "check" }, make("input", { type: "checkbox", value: verdict, checked: true }), " ", make("span", { class: `sum ${verdict}` }, `${VERDICTS[verdict]} ${verdict}`)));
  }
  $("_by-verdict").hidden = !data.verdicts;
  for (const id of ["_by-holder", "_by-kind", "_by-step"]) $(id).disabled = $(id).options.length < 2;
  $("_by-finding").disabled = ![...parts.values()].some((part) => part.findings !== undefined);
  $("_filters").addEventListener("change", filter);
  $("_by-highlight").disabled = data.highlights === undefined;
  $("_clear").addEventListener("click", () => {
    for (const select of $("_filters").querySelectorAll("select")) select.value = "";
    for (const box of $("_by-verdict").querySelectorAll("input")) box.checked = true;
    $("_by-finding").checked = false;
    $("_by-highlight").checked = false;
    filter();
  });
  $("_filter-count").textContent = "All claims are shown";
};

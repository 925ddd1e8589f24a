// The outline as a tree beside the picture: rows are links, one of them can be tabbed to.

const rowOf = new Map();
let currentRow = null;
let markedRow = null;

const rowsShown = () =>
  [...$("_outline").querySelectorAll(".row-link")].filter((row) => row.checkVisibility());

const tabRow = (row) => {
  if (currentRow !== null) currentRow.tabIndex = -1;
  currentRow = row;
  if (row !== null) row.tabIndex = 0;
};

// Marks the row of the selected part and opens what it is in.
const markRow = (part) => {
  markedRow?.classList.remove("chosen");
  markedRow?.removeAttribute("aria-current");
  markedRow = rowOf.get(part) ?? null;
  if (markedRow === null) return;
  markedRow.classList.add("chosen");
  markedRow.setAttribute("aria-current", "true");
  for (let around_ = markedRow.parentElement.closest("details"); around_ !== null; around_ = around_.parentElement.closest("details")) around_.open = true;
  tabRow(markedRow);
  const box = $("_outline").getBoundingClientRect();
  const own = markedRow.getBoundingClientRect();
  if (own.top < box.top + 40 || own.bottom > box.bottom - 8) {
    $("_outline").scrollTop += own.top - box.top - box.height / 3;
  }
};

const branches = () => [...$("_outline").querySelectorAll("li.branch > details")];
const nameCollapse = () => {
  $("_collapse").textContent = branches().some((branch) => branch.open) ? "Close all" : "Open all";
};

// What is long is not all opened at once, and what is not drawn is not opened at all.
const MANY = 200;
const openFirst = () => {
  for (const branch of branches()) {
    const isDeep = branch.parentElement.parentElement.closest("li.branch") !== null;
    const leaves = [...branch.querySelectorAll("li.leaf")];
    branch.open = leaves.some((leaf) => isDrawn(partAt(leaf, "data-part"))) && !(isDeep && data.claims.length > MANY);
  }
};

const startOutline = () => {
  // Full texts are told in the panel: rows become links to their claims.
  for (const leaf of $("_outline").querySelectorAll("li.leaf")) {
    const details = leaf.querySelector(":scope > details");
    const part = partAt(leaf, "data-part");
    const anchor = parts.get(part)?.anchor;
    const row = make("a", { class: "row-link", href: `#${anchor}`, tabindex: "-1" }, [...details.querySelector("summary").childNodes]);
    if (!isDrawn(part)) {
      row.append(make("span", { class: "hush" }, ` ${away(part)}`));
      row.title = away(part);
    }
    details.replaceWith(row, details.querySelector(".full"));
    rowOf.set(part, row);
  }
  for (const branch of $("_outline").querySelectorAll("li.branch")) {
    const summary = branch.querySelector(":scope > details > summary");
    summary.classList.add("row-link");
    summary.tabIndex = -1;
    const part = branch.getAttribute("data-part");
    if (part === null) continue;
    rowOf.set(Number(part), summary);
    const tally = make("span", { class: "tally-small" });
    const { claims, verdicts } = outlineTally(branch);
    tally.append(make("span", { class: "count" }, String(claims)), make("span", { class: "hush" }, claims === 1 ? " claim" : " claims"));
    for (const [verdict, mark_] of Object.entries(VERDICTS)) {
      if (verdict !== "accepted" && verdicts[verdict] !== undefined) {
        tally.append(" ", make("span", { class: `sum ${verdict}` }, `${mark_}${verdicts[verdict]}`, make("span", { class: "hush" }, ` ${verdict}`)));
      }
    }
    summary.append(tally);
  }
  tabRow($("_outline").querySelector(".row-link"));
  openFirst();
  $("_collapse").addEventListener("click", () => {
    const open = !branches().some((branch) => branch.open);
    for (const branch of branches()) branch.open = open;
    if (!open && currentRow !== null && !currentRow.checkVisibility()) tabRow(rowsShown()[0] ?? null);
  });
  $("_outline").addEventListener("toggle", nameCollapse, true);
  nameCollapse();
  $("_collapse").hidden = branches().length === 0;

  $("_outline").addEventListener("keydown", (event) => {
    const row = event.target.closest(".row-link");
    if (row === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const details = row.matches("summary") ? row.parentElement : null;
    const to = (other) => {
      if (other === null || other === undefined) return;
      tabRow(other);
      other.focus();
    };
    const outer = () => row.closest("li").parentElement.closest("li.branch")?.querySelector("summary");
    const rows = () => rowsShown();
    switch (event.key) {
      case "ArrowDown":
        to(rows()[rows().indexOf(row) + 1]);
        break;
      case "ArrowUp":
        to(rows()[rows().indexOf(row) - 1]);
        break;
      case "ArrowRight":
        if (details === null) return;
        if (details.open) to(rows()[rows().indexOf(row) + 1]);
        else details.open = true;
        break;
      case "ArrowLeft":
        if (details?.open) details.open = false;
        else to(outer());
        break;
      case "Home":
        to(rows()[0]);
        break;
      case "End":
        to(rows().at(-1));
        break;
      case "f":
        if (!singleKeys()) return;
        foldRow(row);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
  $("_outline").addEventListener("focusin", (event) => {
    const row = event.target.closest(".row-link");
    if (row !== null) tabRow(row);
  });
  // A group that is opened or closed here is looked at in the picture.
  $("_outline").addEventListener("dblclick", (event) => {
    const row = event.target.closest("summary.row-link");
    const part = row?.closest("li").getAttribute("data-part");
    if (part !== null && part !== undefined) go(Number(part));
  });

  const toggle = $("_toggle-outline");
  toggle.addEventListener("click", () => {
    const shown = document.body.classList.toggle("no-outline");
    toggle.setAttribute("aria-expanded", String(!shown));
  });
};

const foldRow = (row) => {
  const branch = row.closest("li.branch[data-part]");
  const part = branch === null ? undefined : partAt(branch, "data-part");
  if (frames.has(part)) setFolded(part, !lids.has(part));
};

const outlineTally = (branch) => {
  const verdicts = {};
  let claims = 0;
  for (const leaf of branch.querySelectorAll("li.claim")) {
    claims += 1;
    const verdict = parts.get(partAt(leaf, "data-part"))?.verdict;
    if (verdict !== undefined) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  }
  return { claims, verdicts };
};

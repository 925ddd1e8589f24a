// Search: claims by id, title and text.

const MOST_FOUND = 50;
const found = { list: [], at: -1 };
const plainly = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
let haystack = null;

const search = (words) => {
  haystack ??= [...data.claims, ...data.questions].map((known) => ({
    known,
    id: plainly(known.id ?? ""),
    title: plainly(known.title ?? ""),
    text: plainly(known.text),
  }));
  const wanted = plainly(words).split(/\s+/).filter((word) => word !== "");
  if (wanted.length === 0) return [];
  const whole = wanted.join(" ");
  const hits = [];
  for (const it of haystack) {
    if (!wanted.every((word) => it.id.includes(word) || it.title.includes(word) || it.text.includes(word))) continue;
    const rank = it.id === whole ? 0 : it.id.startsWith(whole) ? 1 : it.title.includes(whole) ? 2 : it.text.includes(whole) ? 3 : 4;
    hits.push({ known: it.known, rank });
  }
  // Sorting keeps the order of the map within a rank.
  return hits.sort((a, b) => a.rank - b.rank).map((hit) => hit.known);
};

const showFound = () => {
  const box = $("_results");
  const input = $("_search");
  const hits = search(input.value);
  found.list = hits.slice(0, MOST_FOUND);
  found.at = found.list.length > 0 ? 0 : -1;
  box.replaceChildren(...found.list.map((known, at) => {
    const option = make("li", { role: "option", id: `_result-${at}`, "aria-selected": String(at === 0) },
      sign(known.verdict) ?? make("span", { class: "sign", "aria-hidden": "true" }, "?"),
      make("span", { class: "name", dir: "auto" }, calledBy(known.part)),
      make("code", {}, known.id ?? ""),
      isDrawn(known.part) ? undefined : make("span", { class: "away" }, away(known.part)));
    option.addEventListener("pointerdown", (event) => event.preventDefault());
    option.addEventListener("click", () => take(at));
    return option;
  }));
  const open = input.value.trim() !== "";
  if (open && hits.length === 0) box.replaceChildren(make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false", class: "none" }, "No claim has these words"));
  box.hidden = !open;
  input.setAttribute("aria-expanded", String(open));
  point();
  if (open) say(hits.length > MOST_FOUND ? `${hits.length} found, the first ${MOST_FOUND} are listed` : hits.length === 0 ? "Nothing found" : `${hits.length} found`);
};

const point = () => {
  const input = $("_search");
  for (const [at, option] of [...$("_results").children].entries()) {
    if (!option.matches(".none")) option.setAttribute("aria-selected", String(at === found.at));
  }
  if (found.at >= 0 && !$("_results").hidden) {
    input.setAttribute("aria-activedescendant", `_result-${found.at}`);
    $(`_result-${found.at}`)?.scrollIntoView({ block: "nearest" });
  } else {
    input.removeAttribute("aria-activedescendant");
  }
};

const closeSearch = () => {
  $("_results").hidden = true;
  $("_search").setAttribute("aria-expanded", "false");
  $("_search").removeAttribute("aria-activedescendant");
};

const take = (at) => {
  const known = found.list[at];
  if (known === undefined) return;
  closeSearch();
  go(known.part);
  focusOn(known.part);
};

const startSearching = () => {
  const input = $("_search");
  input.addEventListener("input", showFound);
  input.addEventListener("focus", () => {
    if (input.value.trim() !== "") showFound();
  });
  $("_finder").addEventListener("focusout", (event) => {
    if (!$("_finder").contains(event.relatedTarget)) closeSearch();
  });
  input.addEventListener("keydown", (event) => {
    const count = found.list.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if ($("_results").hidden) showFound();
      else if (count > 0) found.at = (found.at + (event.key === "ArrowDown" ? 1 : count - 1)) % count;
      point();
    } else if (event.key === "Enter") {
      event.preventDefault();
      take(found.at);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if ($("_results").hidden) input.value = "";
      closeSearch();
    }
  });
};

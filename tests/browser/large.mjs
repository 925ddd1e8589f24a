// Writes a map of so many claims (1,000 if nothing is said) to standard output; the same each time.

const count = Number(process.argv[2] ?? 1000);
let state = 7;
const random = (below) => {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return Math.floor(((state >>> 8) / 2 ** 24) * below);
};
const WORDS = "the council budget of every town rests on tax revenue which fell last year while costs for roads schools libraries and water rose since prices of energy doubled in spring so that many projects had to wait".split(" ");
const sentence = (number) => {
  const words = Array.from({ length: 7 + random(14) }, () => WORDS[random(WORDS.length)]);
  return `Claim ${number} says that ${words.join(" ")}.`;
};

const groups = [];
for (let top = 0; top < 4; top += 1) {
  groups.push({ id: `part-${top}`, title: `Part ${top + 1} of the inquiry` });
  for (let inner = 0; inner < 5; inner += 1) {
    groups.push({ id: `topic-${top}-${inner}`, title: `Topic ${top * 5 + inner + 1}: ${WORDS[random(20)]} and ${WORDS[20 + random(14)]}`, in: `part-${top}` });
  }
}
const leaves = groups.filter((group) => group.in !== undefined);
const holders = Array.from({ length: 12 }, (_, at) => ({ id: `holder-${at}`, name: `Speaker ${at + 1}`, kind: "person" }));
const sources = [
  { id: "minutes", type: "report", title: "Minutes of the council", URL: "https://example.org/minutes" },
  { id: "ledger", type: "book", title: "The ledger" },
];
const KINDS = ["fact", "value", "policy", "prediction"];
const claims = [];
const supports = [];
const rebuttals = [];
const undercuts = [];
const members = leaves.map(() => []);
for (let at = 0; at < count; at += 1) {
  const leaf = Math.floor((at * leaves.length) / count);
  const id = `c${at}`;
  const claim = { id, text: sentence(at), group: leaves[leaf].id, kind: KINDS[random(KINDS.length)] };
  if (random(3) > 0) claim["asserted-by"] = [`holder-${random(holders.length)}`];
  if (random(4) === 0) claim.cite = [{ source: random(2) === 0 ? "minutes" : "ledger", at: `p. ${1 + random(200)}` }];
  const own = members[leaf];
  if (own.length > 0) {
    const to = own[Math.max(0, Math.floor(own.length / 3) - random(3))];
    if (random(9) === 0) {
      rebuttals.push({ id: `r${at}`, from: [id], to });
    } else if (random(12) === 0 && supports.length > 0 && supports.at(-1).id !== undefined) {
      undercuts.push({ from: [id], to: supports.at(-1).id });
    } else {
      const from = own.length > 3 && random(3) === 0 ? [id, own[own.length - 1]].filter((one) => one !== to) : [id];
      supports.push({ id: `s${at}`, from, to });
    }
  } else if (leaf > 0 && leaf % 5 !== 0) {
    supports.push({ id: `s${at}`, from: [id], to: members[leaf - (leaf % 5)][0] });
  }
  own.push(id);
  claims.push(claim);
}
const theses = [0, 5, 10, 15].map((leaf) => members[leaf][0]).filter((id) => id !== undefined);
const map = { argmap: 1, title: `A map of ${count} claims`, language: "en", theses, groups, holders, sources, claims, supports, rebuttals, undercuts };
process.stdout.write(`${JSON.stringify(map, null, 1)}\n`);

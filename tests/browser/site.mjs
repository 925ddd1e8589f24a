// The site of `argmap report` in a browser: for those who hear, print or look at it on a small
// screen, with all that is folded opened as well.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { accessibility, launch, open } from "./harness.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/// Runs on a page and closes it; whatever it did that it should not is a failure.
const on = (name, options, run) => async () => {
  const opened = await open(browser, `site/${name}`, { still: true, ...options });
  try {
    await run(opened.page);
    assert.deepEqual(opened.faults, []);
  } finally {
    await opened.close();
  }
};

const unfold = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((it) => { it.open = true; }));
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe("the site", () => {
  test("tells what theses turn on, and what falls with what", on("reply", {}, async (page) => {
    assert.ok((await page.locator(".turns").count()) >= 7);
    assert.ok((await page.locator(".critical > li").count()) >= 1);
    const picture = page.locator(".turns details .picture svg").first();
    assert.equal(await picture.isVisible(), false);
    await page.locator(".turns summary", { hasText: "As a picture" }).first().click();
    assert.equal(await picture.isVisible(), true);
    assert.ok((await picture.locator("text", { hasText: "★" }).count()) >= 1);
  }));

  test("sets those who have most in common side by side", on("dispute", {}, async (page) => {
    assert.match(await page.locator("#pair").textContent(), /Democratic Centralists and Leon Trotsky/);
    assert.ok(await page.locator("#pair ~ .picture svg").first().isVisible());
    assert.equal(await page.locator(".answers").first().isVisible(), true);
  }));

  test("leads from the index to what it tells of", on("index", {}, async (page) => {
    const cards = page.locator(".card");
    assert.equal(await cards.count(), 3);
    for (const card of await cards.all()) {
      assert.match(await card.textContent(), /single points? of failure/);
      assert.match(await card.textContent(), /agree on \d+ of \d+/);
    }
  }));

  for (const name of ["index", "critique", "reply", "dispute"]) {
    test(`${name} fits a narrow window, unfolded as well`, on(name, { width: 390, height: 844 }, async (page) => {
      assert.equal(await overflow(page), 0);
      await unfold(page);
      assert.equal(await overflow(page), 0);
    }));
    test(`${name} prints what is open and fits the paper`, on(name, { width: 794, height: 1123 }, async (page) => {
      await page.emulateMedia({ media: "print" });
      assert.equal(await overflow(page), 0);
      for (const folded of await page.locator("details:not([open])").all()) {
        assert.equal(await folded.isVisible(), false);
      }
    }));
  }
});

describe("the accessibility of the site", () => {
  const check = (name, options, prepare) => on(name, options, async (page) => {
    await prepare?.(page);
    const found = await accessibility(page);
    const minor = found.filter((it) => it.impact === "minor");
    minor.forEach((it) => console.log(it.text));
    assert.deepEqual(found.filter((it) => it.impact !== "minor").map((it) => it.text), []);
  });
  for (const name of ["index", "critique", "reply", "dispute"]) {
    test(`${name} as it opens`, check(name, {}));
    test(`${name} in the dark`, check(name, { colorScheme: "dark" }));
    test(`${name} in a narrow window`, check(name, { width: 390, height: 844 }));
  }
  test("reply unfolded", check("reply", {}, unfold));
  test("dispute unfolded", check("dispute", {}, unfold));
});

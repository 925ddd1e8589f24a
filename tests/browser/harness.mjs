// Opens pages in Chromium and keeps what they should not do: requests, errors, warnings.

import { chromium } from "playwright-core";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const folder = process.env.ARGMAP_PAGES ?? "../../target/pages";

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });

export const address = (name, hash = "") => pathToFileURL(resolve(folder, `${name}.html`)).href + hash;

/// A page of that name; `still` is one without scripts. `faults` fills with all that it should not do.
export const open = async (browser, name, { hash = "", width = 1600, height = 1000, still = false, ...options } = {}) => {
  const context = await browser.newContext({ viewport: { width, height }, ...options });
  const page = await context.newPage();
  const faults = [];
  const own = address(name);
  context.on("request", (request) => {
    const asked = request.url();
    if (asked.split("#")[0] !== own && !asked.startsWith("data:,")) faults.push(`request: ${asked}`);
  });
  await context.route(/^(https?|wss?|ftp):/, (route) => {
    faults.push(`request: ${route.request().url()}`);
    return route.abort();
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.stack}`));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  await page.goto(address(name, hash));
  if (options.javaScriptEnabled !== false && !still) await page.waitForSelector("html.ready");
  return { page, context, faults, close: () => context.close() };
};

/// What axe-core finds, as lines; the page's own policy forbids scripts, so that it is evaluated by
/// the debugger.
export const accessibility = async (page) => {
  // Colours are on their way while something fades.
  await page.waitForTimeout(250);
  await page.evaluate(axe);
  const results = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return results.violations.map((it) => ({
    impact: it.impact,
    text: `${it.impact} ${it.id}: ${it.help}: ${it.nodes.slice(0, 4).map((node) => `${node.target.join(" ")} ${node.failureSummary.split("\n")[1] ?? ""}`).join("; ")}`,
  }));
};

// Opens reports in Chromium: switches, marks, keyboard, print, widths, light and dark, accessibility, and that nothing leaves the page.
// Usage: node report.mjs PAGE.html STUDY.html AGREEMENT.html [DIRECTORY for screenshots]
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [page_file, study_file, agreement_file, shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const problems = [];
const check = (truth, what) => { if (!truth) problems.push(what); };

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });

/// A page that complains about every message and request but its own.
async function open(file, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const url = pathToFileURL(resolve(file)).href;
  page.on("console", message => problems.push(`${file}: console: ${message.text()}`));
  page.on("pageerror", error => problems.push(`${file}: error: ${error.message}`));
  page.on("request", request => check(request.url() === url, `${file}: asks for ${request.url().slice(0, 80)}`));
  const began = Date.now();
  await page.goto(url);
  return { page, context, took: Date.now() - began };
}

const names = new Map([[page_file, "interview"], [study_file, "study"], [agreement_file, "agreement"]]);
for (const file of names.keys())
  for (const width of [380, 1400])
    for (const colorScheme of ["light", "dark"]) {
      const { page, context, took } = await open(file, { viewport: { width, height: 900 }, colorScheme });
      const name = `${names.get(file)}-${width}-${colorScheme}`;
      console.log(`${name}: opened in ${took} ms`);
      check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}: the page is wider than its window`);
      check(await page.locator(".chart canvas").count() > 0, `${name}: no chart`);
      if (shots) {
        await page.screenshot({ path: `${shots}/${name}.png` });
        for (const part of file === agreement_file ? ["#people", "#disagreements", "#two .each:nth-of-type(2)", "#two .each:last-of-type"] : []) {
          await page.locator(part).evaluate(node => { node.scrollIntoView(); scrollBy(0, -60); });
          await page.screenshot({ path: `${shots}/${name}-${part.replace(/[^a-z]+/g, "_")}.png` });
        }
      }
      // The page's policy forbids scripts but its own, so axe comes in by the debugger.
      await page.evaluate(`${axe}; 0`);
      const found = await page.evaluate(() => axe.run());
      for (const violation of found.violations)
        if (["serious", "critical"].includes(violation.impact))
          problems.push(`${name}: ${violation.id} (${violation.nodes.length}): ${violation.nodes[0].target} ${violation.nodes[0].failureSummary}`);
      await context.close();
    }

{
  const { page } = await open(page_file, { viewport: { width: 1400, height: 900 } });
  const lit = () => page.evaluate(() => [...document.querySelectorAll(".said mark")].filter(m => getComputedStyle(m).cursor === "pointer").length);
  const before = await lit();
  await page.locator(".switches input").first().focus();
  await page.keyboard.press("Space");
  check(before > 0 && await lit() < before, "switching a code off by keyboard hides its marks");
  await page.getByRole("button", { name: "None" }).click();
  check(await lit() === 0, "all marks go off");
  await page.getByRole("button", { name: "All" }).click();
  check(await lit() === before, "all marks come back");
  const link = page.locator("a.ref").first();
  await link.focus();
  await page.keyboard.press("Enter");
  check(await page.locator("dialog").isVisible(), "a mark opens its rule by keyboard");
  check((await page.locator("dialog").textContent()).includes("Evidence"), "the rule says its evidence");
  await page.keyboard.press("Escape");
  check(!await page.locator("dialog").isVisible(), "Escape closes it");
  check(await link.evaluate(node => node === document.activeElement), "the focus comes back to the mark");
  for (const format of ["A4", "Letter"]) check((await page.pdf({ format })).length > 10000, `prints on ${format}`);
}
{
  const { page } = await open(page_file, { javaScriptEnabled: false, viewport: { width: 1400, height: 900 } });
  check(await page.locator(".said mark").count() > 0 && await page.locator("#indices table").isVisible(), "readable without script");
  await page.locator("a.ref").first().click();
  check(page.url().includes("#r"), "without script a mark leads to its rule");
}
{
  const { page } = await open(agreement_file, { viewport: { width: 1400, height: 900 } });
  const forest = page.locator("#people-scale-which");
  const title = () => page.locator(".chart[data-table=people-scale] .u-title").textContent();
  const before = await title();
  await forest.selectOption({ label: "ICC" });
  check(before !== await title() && (await title()).includes("ICC"), "the chart of coefficients can be of another one");
  check(await page.locator(".chart[data-chart=differences] canvas").count() > 5, "scales have a plot of differences");
  check(!/NaN|undefined|Infinity/.test(await page.locator("body").innerText()), "no number is none");
  check((await page.pdf({ format: "A4" })).length > 10000, "the agreement page prints");
}
{
  const { page } = await open(agreement_file, { javaScriptEnabled: false, viewport: { width: 1400, height: 900 } });
  check(await page.locator("#people table").first().isVisible() && await page.locator(".matrix").first().isVisible() && await page.locator(".sides").first().isVisible(), "agreement is readable without script");
}
await browser.close();
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? "browser: all is well" : `browser: ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);

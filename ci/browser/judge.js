// Opens schedule.html in headless Chromium and holds what is seen to what people need.
// node judge.js PAGE FOLDER STORIES: pictures and a printed copy go to FOLDER.
"use strict";
const assert = require("node:assert");
const path = require("node:path");
const { chromium } = require("playwright-core");

const [page, folder, stories] = process.argv.slice(2);
const count = Number(stories);
const shot = (name) => path.join(folder, name);

/** The names in a picture that stand on one another. */
const overlaps = () => {
  const found = [];
  for (const svg of document.querySelectorAll(".screen svg, svg.graph")) {
    const texts = [...svg.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
    texts.forEach(([one, a], index) => {
      for (const [other, b] of texts.slice(0, index)) {
        const apart = a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 3 || b.bottom <= a.top + 3;
        if (!apart) found.push(`${one} on ${other}`);
      }
    });
  }
  return found;
};

/** The names in a picture that its edge cuts. */
const cut = () => [...document.querySelectorAll(".screen svg text, svg.graph text")]
  .filter((text) => text.getBBox().x + text.getBBox().width > text.ownerSVGElement.viewBox.baseVal.width)
  .map((text) => text.textContent);

(async () => {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  const tab = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const said = [];
  const asked = [];
  tab.on("console", (message) => said.push(message.text()));
  tab.on("pageerror", (error) => said.push(String(error)));
  tab.on("request", (request) => asked.push(request.url()));
  await tab.goto(`file://${path.resolve(page)}`);
  assert.deepStrictEqual(said, [], "the browser has complaints");
  assert.strictEqual(asked.length, 1, `the page asks for more than itself: ${asked}`);
  assert.strictEqual(await tab.locator("#stories tbody:visible").count(), count);
  assert.strictEqual(await tab.locator(".screen .bar").count(), count);
  assert.deepStrictEqual(await tab.evaluate(overlaps), []);
  assert.deepStrictEqual(await tab.evaluate(cut), []);
  await tab.screenshot({ path: shot("1280.png"), fullPage: true });

  // Keys alone reach every control, and work it.
  const controls = await tab.locator("a[href]:not([tabindex='-1']):visible, button:visible, input:visible, select:visible, [tabindex='0']:visible").count();
  const reached = new Set();
  for (let step = 0; step < controls + 5; step += 1) {
    await tab.keyboard.press("Tab");
    reached.add(await tab.evaluate(() => {
      const all = [...document.querySelectorAll("a, button, input, select, [tabindex]")];
      return all.indexOf(document.activeElement);
    }));
  }
  reached.delete(-1);
  assert.ok(reached.size >= controls, `keys reach ${reached.size} of ${controls} controls`);
  const first = tab.locator("#stories .open").first();
  await first.focus();
  await tab.keyboard.press("Enter");
  assert.strictEqual(await first.getAttribute("aria-expanded"), "true");
  const name = await tab.locator("#stories tbody .name").last().textContent();
  await tab.locator("input[name=text]").fill(name);
  assert.strictEqual(await tab.locator("#stories tbody:visible").count(), 1);
  await tab.locator("button[type=reset]").click();
  await tab.waitForFunction((all) => document.querySelectorAll("#stories tbody:not([hidden])").length === all, count);
  await tab.locator("thead button").first().click();
  assert.strictEqual(await tab.locator("#stories tbody .name").first().textContent(), name, "the order turns round");

  await tab.emulateMedia({ colorScheme: "dark" });
  await tab.screenshot({ path: shot("dark.png"), fullPage: true });
  await tab.emulateMedia({ colorScheme: "light" });
  await tab.setViewportSize({ width: 400, height: 800 });
  assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth) <= 400, "the page scrolls sideways at 400");
  assert.strictEqual(await tab.locator("#stories tbody:visible").count(), count);
  await tab.screenshot({ path: shot("400.png"), fullPage: true });

  await tab.emulateMedia({ media: "print" });
  const cuts = await tab.evaluate(() => {
    const slices = [...document.querySelectorAll(".slice")];
    return slices.filter((slice) => getComputedStyle(slice).breakInside !== "avoid").length + (slices.length === 0 ? 1 : 0);
  });
  assert.strictEqual(cuts, 0, "a printed part of the timeline may be cut");
  await tab.pdf({ path: shot("printed.pdf"), preferCSSPageSize: true });
  await browser.close();
  console.log(`the page holds: ${count} stories, ${controls} controls`);
})().catch((error) => { console.error(error.message ?? error); process.exit(1); });

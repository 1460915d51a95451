/** Draws images/icon.png from images/icon.svg: the marketplace takes no SVG. */
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const browser = await chromium.launch({
  executablePath: process.env.CXLINT_CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const page = await browser.newPage({ viewport: { width: 128, height: 128 } });
await page.setContent(
  `<style>body { margin: 0 } svg { display: block }</style>${readFileSync("images/icon.svg", "utf8")}`,
);
await page.screenshot({ path: "images/icon.png", omitBackground: true });
await browser.close();

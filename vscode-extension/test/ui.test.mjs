/** What a writer sees and does: the packaged extension, keyboard and pointer, text on disk. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { CXLINT, folderWith, needed, startEditor } from "./editor.mjs";

const PICTURES = needed("CXLINT_PICTURES");
const POSTING = `# Claims administrator

Our back office handles refunds within a day, and the rank and file
pack every order by hand.

## What you will do

- Take menial tasks off the hands of your colleagues
- Report on headcount every week
`;
const HOUSE = `message: "“{match}” is <b>nothing</b>."
conviction: words-make-the-job
severity: warning
why: >
  It is <img src=x onerror="document.title='caught'"> and <script>document.title = "caught"</script>.
match: [flummery]
suggest: [nonsense]
flags: ["We use [flummery] here. -> We use nonsense here."]
allows: [We use porridge here.]
`;
const LOOKS = {
  "workbench.colorTheme": "Default Light Modern",
  "workbench.startupEditor": "none",
  "workbench.activityBar.location": "hidden",
  "workbench.layoutControl.enabled": false,
  "window.commandCenter": false,
  "chat.commandCenter.enabled": false,
  "breadcrumbs.enabled": false,
  "workbench.editor.editorActionsLocation": "hidden",
  "editor.minimap.enabled": false,
  "editor.fontSize": 15,
  "editor.hover.delay": 100,
  "editor.occurrencesHighlight": "off",
  "files.autoSave": "off",
};

let editor;
before(async () => {
  mkdirSync(PICTURES, { recursive: true });
  editor = await startEditor({ vsix: needed("CXLINT_VSIX") });
});
after(() => editor?.close());

/** A window with a folder of such files; the first is in front. */
async function opened(files, settings) {
  const folder = folderWith({ ...files, ".vscode/settings.json": { ...LOOKS, ...settings } });
  const { page, port } = editor;
  const [name] = Object.keys(files);
  const file = `vscode-remote://127.0.0.1:${port}${join(folder, name)}`;
  const query = new URLSearchParams({ folder, payload: JSON.stringify([["openFile", file]]) });
  await page.goto(`http://127.0.0.1:${port}/?${query}`);
  await page.locator(".tab.active", { hasText: name }).waitFor({ timeout: 60_000 });
  await page.locator(".view-line").first().click();
  return { folder, page };
}

async function command(page, name) {
  await page.keyboard.press("F1");
  const input = page.locator(".quick-input-widget input");
  await input.waitFor();
  await page.keyboard.insertText(name);
  await page.locator(".quick-input-widget .monaco-list-row", { hasText: name }).first().waitFor();
  await page.keyboard.press("Enter");
}

async function goTo(page, place) {
  await page.keyboard.press("Control+g");
  await page.locator(".quick-input-widget input").waitFor();
  await page.keyboard.insertText(place);
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}

async function eventually(what, isTrue) {
  for (const end = Date.now() + 60_000; ;) {
    if (await isTrue()) return;
    assert.ok(Date.now() < end, `waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const wavy = (page) => page.locator(".squiggly-error, .squiggly-warning, .squiggly-info");
const status = (page) => page.locator("[id='cxlint.cxlint.cxlint.status'], [id*='cxlint.status']");

async function picture(page, name, width, height) {
  const box = await page.locator(".part.editor").boundingBox();
  const clip = { x: box.x, y: box.y, width: Math.min(box.width, width), height };
  await page.screenshot({ path: join(PICTURES, `${name}.png`), clip });
}

test("a writer sees, reads, chooses, saves", { timeout: 240_000 }, async () => {
  const { folder, page } = await opened({ "posting.md": POSTING }, { "cxlint.path": CXLINT });
  await wavy(page).first().waitFor({ timeout: 60_000 });
  await eventually("the count", async () =>
    /^ ?cxlint [34] · \d\d\/100/.test(await status(page).innerText()),
  );
  await page.keyboard.press("Control+b");
  await goTo(page, "2:1");
  await picture(page, "squiggle", 720, 240);
  await status(page).screenshot({ path: join(PICTURES, "status.png") });

  const words = page.locator(".view-line", { hasText: "back office" });
  const line = await words.boundingBox();
  await page.mouse.move(line.x + 70, line.y + line.height / 2);
  const hover = page.locator(".monaco-hover:visible", { hasText: "Conviction" });
  await hover.waitFor();
  assert.match(await hover.innerText(), /Instead/);
  assert.equal((await hover.innerText()).match(/puts a wall/g).length, 1);
  await page.mouse.move(line.x + 75, line.y + line.height / 2);
  await picture(page, "hover", 900, 360);
  await page.mouse.move(line.x + 500, 500);
  await hover.waitFor({ state: "hidden" });

  await goTo(page, "3:8");
  await page.keyboard.press("Control+.");
  const menu = page.locator(".action-widget");
  await menu.waitFor();
  assert.match(await menu.locator(".monaco-list-row.focused").innerText(), /^Write “/);
  await picture(page, "menu", 720, 320);
  await page.keyboard.press("Enter");
  await menu.waitFor({ state: "hidden" });
  await page.keyboard.press("Control+s");
  const file = join(folder, "posting.md");
  await eventually("the text on disk", () => !/back office/.test(readFileSync(file, "utf8")));
  assert.match(readFileSync(file, "utf8"), /\n\nOur [\w -]+ handles refunds within a day, and/);
});

test("the Problems panel lists what is found; an emoji moves nothing", async () => {
  const { folder, page } = await opened(
    { "emoji.md": "😀 Our back office handles refunds.\n" },
    { "cxlint.path": CXLINT },
  );
  await wavy(page).first().waitFor({ timeout: 60_000 });
  await page.keyboard.press("Control+Shift+m");
  const row = page.locator(".markers-panel .monaco-list-row", { hasText: "back office" });
  await row.waitFor();
  assert.match(await row.innerText(), /cxlint/);
  assert.match(await row.innerText(), /Ln 1, Col 8/);
  await page.locator(".view-line").first().click();
  await goTo(page, "1:10");
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget").waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".action-widget").waitFor({ state: "hidden" });
  await page.keyboard.press("Control+s");
  const stored = () => readFileSync(join(folder, "emoji.md"), "utf8");
  await eventually("the text on disk", () => !/back office/.test(stored()));
  assert.match(stored(), /^😀 Our [\w -]+ handles refunds\.\n$/);
  await row.waitFor({ state: "detached" });
});

test("a rule is explained; what it says is text, not a page's code", async () => {
  const { page } = await opened(
    {
      "text.md": "We use flummery here.\n",
      ".cxlint.yaml": "packs: [rules]\n",
      "rules/house/flummery.yaml": HOUSE,
    },
    { "cxlint.path": CXLINT },
  );
  await wavy(page).first().waitFor({ timeout: 60_000 });
  await command(page, "cxlint: Explain Rule");
  await page.keyboard.press("Control+b");
  let shown;
  await eventually("the page", async () => {
    for (const frame of page.frames())
      if (await frame.locator("h1", { hasText: "house/flummery" }).count()) shown = frame;
    return shown;
  });
  assert.match(await shown.locator("body").innerText(), /<img src=x onerror=/);
  assert.equal(await shown.locator("img, script").count(), 0);
});

test("without cxlint, one message says what to do; offline, another", async () => {
  const { page } = await opened({ "text.md": "Our back office.\n" }, {});
  const message = page.locator(".notification-list-item", { hasText: "cxlint was not found" });
  await message.waitFor({ timeout: 60_000 });
  assert.equal(await page.locator(".notification-list-item").count(), 1);
  await message.getByRole("button", { name: "Install" }).click();
  await page
    .locator(".notification-list-item", { hasText: "cannot be reached" })
    .waitFor({ timeout: 60_000 });
});

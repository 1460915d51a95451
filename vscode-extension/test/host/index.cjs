// Runs in the extension host: `vscode` is the real thing, and nothing of the extension is reached
// but by what an editor shows of it.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");
const { fakeCopy, removeCopies } = require("./copy.cjs");

const [one, two] = vscode.workspace.workspaceFolders.map((folder) => folder.uri);
const cxlint = vscode.workspace.getConfiguration("cxlint").get("path");
const programs = process.env.PATH;
const tests = [];
const test = (name, body) => tests.push([name, body]);

async function run() {
  let failures = 0;
  for (const [name, body] of tests) {
    const start = Date.now();
    try {
      await body();
      console.log(`ok   ${name} (${Date.now() - start} ms)`);
    } catch (error) {
      failures += 1;
      console.log(`FAIL ${name} (${Date.now() - start} ms): ${error.stack}`);
    }
    await closeAll();
  }
  removeCopies();
  console.log(`${tests.length - failures} of ${tests.length} passed`);
  if (failures) throw new Error(`${failures} failed`);
}

async function closeAll() {
  for (let left = tabs().length; left; left -= 1)
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
}

async function until(what, isTrue, patience = 30_000) {
  const end = Date.now() + patience;
  for (;;) {
    const value = await isTrue();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const findings = (uri) =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "cxlint");
const found = (uri, count = 1) =>
  until(`${count} findings in ${path.basename(uri.path)}`, () => {
    const those = findings(uri);
    return those.length === count && those;
  });
const shown = async (uri) =>
  vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
const named = (folder, name) => vscode.Uri.joinPath(folder, name);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const set = (key, value) =>
  vscode.workspace
    .getConfiguration("cxlint")
    .update(key, value, vscode.ConfigurationTarget.Workspace);
const restart = () => vscode.commands.executeCommand("cxlint.restart");
const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
const actions = (uri, range) =>
  until("code actions", async () => {
    const those = await vscode.commands.executeCommand(
      "vscode.executeCodeActionProvider",
      uri,
      range,
    );
    return those.length && those;
  });
/** The processes that this one started and that serve. */
const servers = () =>
  fs
    .readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => {
      try {
        const parent = fs.readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ")[1];
        const words = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8");
        return Number(parent) === process.pid && words.includes("--stdio");
      } catch {
        return false;
      }
    })
    .map(Number);

test("opening a text wakes the extension", async () => {
  const extension = vscode.extensions.getExtension("cxlint.cxlint");
  await shown(named(one, "posting.md"));
  await until("activation", () => extension.isActive);
  const known = await vscode.commands.getCommands(true);
  for (const { command } of extension.packageJSON.contributes.commands)
    assert.ok(known.includes(command), command);
});

test("a finding after an emoji is where it is", async () => {
  const uri = named(one, "posting.md");
  await shown(uri);
  const [finding] = await found(uri);
  assert.deepEqual(
    [finding.range.start.line, finding.range.start.character, finding.range.end.character],
    [0, 7, 18],
  );
  assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
  assert.match(finding.code.target.toString(), /^https:\/\/.*back-office\.md$/);
});

test("no file is checked that nobody opened", async () => {
  assert.deepEqual(findings(named(one, "unopened.md")), []);
});

test("the hover says why and what to write", async () => {
  const uri = named(one, "posting.md");
  await shown(uri);
  await found(uri);
  const hovers = await vscode.commands.executeCommand(
    "vscode.executeHoverProvider",
    uri,
    new vscode.Position(0, 9),
  );
  const text = hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join("\n");
  assert.match(text, /\*\*Conviction:\*\*/);
  assert.match(text, /\*\*Instead:\*\* “/);
});

test("a quick fix changes the words and nothing else", async () => {
  const uri = named(one, "posting.md");
  const { document } = await shown(uri);
  const [finding] = await found(uri);
  const offered = await actions(uri, finding.range);
  const best = offered.find(({ isPreferred }) => isPreferred);
  const words = /“(.*)”/.exec(best.title)[1];
  assert.ok(await vscode.workspace.applyEdit(best.edit));
  assert.equal(document.getText(), `😀 Our ${words} handles refunds.\n`);
  await found(uri, 0);
});

test("a term can be allowed, which makes the configuration", async () => {
  const uri = named(one, "posting.md");
  await shown(uri);
  const [finding] = await found(uri);
  const offered = await actions(uri, finding.range);
  const allow = offered.find(({ title }) => title.startsWith("Allow"));
  const config = named(one, ".cxlint.yaml");
  try {
    await vscode.commands.executeCommand(allow.command.command, ...allow.command.arguments);
    await found(uri, 0);
    assert.match(fs.readFileSync(config.fsPath, "utf8"), /back office/);
    assert.ok(vscode.workspace.textDocuments.every(({ isDirty }) => !isDirty));
  } finally {
    // Of a file that comes and goes at once, the editor's watcher tells nothing.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    fs.rmSync(config.fsPath);
  }
  await found(uri, 1);
});

test("saving fixes all", async () => {
  const uri = named(one, "save.md");
  const { document } = await shown(uri);
  await found(uri);
  const end = document.positionAt(document.getText().length);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, end, "More.\n");
  await vscode.workspace.applyEdit(edit);
  await document.save();
  const stored = fs.readFileSync(uri.fsPath, "utf8");
  assert.doesNotMatch(stored, /back office/);
  assert.match(stored, /^😀 Our .* handles refunds\.\nMore\.\n$/);
});

test("fix all is a command", async () => {
  const text = "Our back office handles refunds. Our back office is closed.\n";
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content: text });
  await vscode.window.showTextDocument(document);
  await found(document.uri, 2);
  await vscode.commands.executeCommand("cxlint.fixAll");
  await until("the fixes", () => !/back office/.test(document.getText()));
});

for (const [name, language] of [
  ["notes.txt", "plaintext"],
  ["page.html", "html"],
  ["page.rst", "restructuredtext"],
  ["page.adoc", "plaintext"],
  ["table.csv", "plaintext"],
  ["mail.eml", "eml"],
])
  test(`${name} is checked`, async () => {
    const uri = named(one, name);
    const { document } = await shown(uri);
    assert.equal(document.languageId, language);
    const [finding] = await found(uri);
    assert.equal(document.getText(finding.range).toLowerCase(), "back office");
  });

test("a commit message is checked", async () => {
  const uri = named(one, ".git/COMMIT_EDITMSG");
  fs.mkdirSync(path.dirname(uri.fsPath), { recursive: true });
  fs.writeFileSync(
    uri.fsPath,
    "Tell what our back office does\n\n# Please enter the back office\n",
  );
  const { document } = await shown(uri);
  assert.equal(document.languageId, "git-commit");
  assert.ok((await until("findings", () => findings(uri).length && findings(uri))).length);
});

test("each folder has its own configuration", async () => {
  const uri = named(two, "posting.md");
  const { document } = await shown(uri);
  const those = await until("findings", () => findings(uri).length && findings(uri));
  const words = those.map(({ range }) => document.getText(range));
  assert.ok(
    words.some((one) => /rank and file/.test(one)),
    words.join(),
  );
  assert.ok(!words.some((one) => /back office/.test(one)), words.join());
});

test("the workspace is checked when that is asked for", async () => {
  await vscode.commands.executeCommand("cxlint.checkFolders");
  await found(named(one, "unopened.md"));
});

test("a rule is explained beside the text", async () => {
  const uri = named(one, "posting.md");
  const editor = await shown(uri);
  const [finding] = await found(uri);
  editor.selection = new vscode.Selection(finding.range.start, finding.range.start);
  await vscode.commands.executeCommand("cxlint.explainRule");
  await until("the page", () => tabs().some(({ label }) => label === finding.code.value));
  assert.equal(tabs().filter(({ input }) => input instanceof vscode.TabInputWebview).length, 1);
});

test("the explanation offered at a finding is the same page", async () => {
  const uri = named(one, "posting.md");
  await shown(uri);
  const [finding] = await found(uri);
  const offered = await actions(uri, finding.range);
  const { command } = offered.find(({ title }) => title.startsWith("Explain"));
  await vscode.commands.executeCommand(command.command, ...command.arguments);
  await until("the page", () => tabs().some(({ label }) => label === finding.code.value));
});

test("the report opens", async () => {
  await shown(named(one, "posting.md"));
  await vscode.commands.executeCommand("cxlint.openReport");
  await until("the report", () => tabs().some(({ label }) => label === "cxlint report"));
});

test("a changed setting restarts the server", async () => {
  const uri = named(one, "posting.md");
  await shown(uri);
  await found(uri);
  const [before] = servers();
  await set("severity", "hint");
  await until("hints", () => findings(uri)[0]?.severity === vscode.DiagnosticSeverity.Hint);
  await until("the end of the server before", () => !servers().includes(before));
  assert.equal(servers().length, 1);
  await set("severity", undefined);
  await until("errors", () => findings(uri)[0]?.severity === vscode.DiagnosticSeverity.Error);
});

for (const wrong of ["/bin/false", "/nowhere/cxlint"])
  test(`after ${wrong}, the right one still starts`, async () => {
    const uri = named(one, "posting.md");
    await shown(uri);
    await found(uri);
    await set("path", wrong);
    await found(uri, 0);
    await restart();
    await restart();
    await until("the end of the servers", () => servers().length === 0);
    await set("path", cxlint);
    await found(uri);
  });

test("restarts at once leave one server", async () => {
  await Promise.all([restart(), restart(), restart()]);
  await until("the end of the other servers", () => servers().length === 1);
});

test("a server that dies is started again", async () => {
  const uri = named(one, "posting.md");
  await shown(uri);
  await found(uri);
  const [before] = servers();
  process.kill(before, "SIGKILL");
  await until("another server", () => servers().some((pid) => pid !== before));
  await found(uri);
});

test("cxlint is found on the PATH", async () => {
  const uri = named(one, "posting.md");
  await shown(uri);
  process.env.PATH = `${path.dirname(cxlint)}:${programs}`;
  await set("path", "");
  await restart();
  await found(uri);
});

test("cxlint is found in the Python environment first", async () => {
  const uri = named(one, "posting.md");
  await shown(uri);
  const copy = fakeCopy(cxlint);
  process.env.PATH = programs;
  globalThis.cxlintTest.choose(copy.python);
  await restart();
  assert.match(copy.calls(), /^lsp --stdio$/m);
  await found(uri);
});

test("an installation offline fails, and says so", async () => {
  globalThis.cxlintTest.choose(undefined);
  await restart();
  await until("the end of the servers", () => servers().length === 0);
  const start = Date.now();
  assert.equal(await vscode.commands.executeCommand("cxlint.install"), false);
  assert.ok(Date.now() - start < 60_000);
});

test("an own copy is installed, and used", async () => {
  const uri = named(one, "posting.md");
  await shown(uri);
  const { wheels } = fakeCopy(cxlint);
  Object.assign(process.env, { PIP_NO_INDEX: "1", PIP_FIND_LINKS: wheels });
  assert.equal(await vscode.commands.executeCommand("cxlint.install"), true);
  await found(uri);
});

module.exports = { run };

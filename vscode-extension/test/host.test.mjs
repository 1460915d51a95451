/** Runs test/host/index.cjs inside VS Code's extension host, and repeats here what it says. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { CXLINT, EXTENSION, folderWith, startEditor } from "./editor.mjs";

const settings = {
  "cxlint.path": CXLINT,
  "editor.codeActionsOnSave": { "source.fixAll.cxlint": "explicit" },
  "python.cxlintTest": true,
};

test("in the extension host", { timeout: 420_000 }, async (context) => {
  const folder = folderWith({
    "all.code-workspace": { folders: [{ path: "one" }, { path: "two" }], settings },
    "one/posting.md": "😀 Our back office handles refunds.\n",
    "one/save.md": "😀 Our back office handles refunds.\n",
    "one/unopened.md": "Our back office handles refunds.\n",
    "one/mail.eml": "Subject: Hello\n\nOur back office handles refunds.\n",
    "one/page.html": "<p>Our back office handles refunds.</p>\n",
    "one/page.rst": "Title\n=====\n\nOur back office handles refunds.\n",
    "one/page.adoc": "= Title\n\nOur back office handles refunds.\n",
    "one/table.csv":
      "id,description\n1,Our back office handles refunds for all of our customers.\n",
    "one/notes.txt": "Our back office handles refunds.\n",
    "two/.cxlint.yaml": "allow:\n  - back office\n",
    "two/posting.md": "Our back office handles refunds. The rank and file pack.\n",
  });
  const editor = await startEditor({ stubs: ["python"] });
  context.after(editor.close);
  const { page, port } = editor;
  const ended = new Promise((resolve) => {
    page.exposeFunction("codeAutomationExit", resolve);
  });
  const log = [];
  await page.exposeFunction("codeAutomationLog", (_, args) => {
    log.push(args.join(" "));
    // The editor itself says much; all of it is told if something fails.
    if (/^(ok|FAIL|\d+ of) /.test(args[0])) context.diagnostic(args.join(" "));
  });
  const payload = [
    ["extensionDevelopmentPath", `vscode-remote://127.0.0.1:${port}${EXTENSION}`],
    ["extensionTestsPath", `vscode-remote://127.0.0.1:${port}${EXTENSION}/test/host/index.cjs`],
    ["skipWelcome", "true"],
  ];
  const query = new URLSearchParams({
    workspace: join(folder, "all.code-workspace"),
    payload: JSON.stringify(payload),
  });
  await page.goto(`http://127.0.0.1:${port}/?${query}`);
  assert.equal(await ended, 0, log.join("\n"));
});

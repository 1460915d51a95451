// Stands for an installed cxlint, or for one that can be installed: it hands all on to the real one.
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const WHEEL = `
import sys, zipfile
folder, real = sys.argv[1:]
info = "cxlint-99.0.dist-info"
files = {
    "cxlint_copy.py": f"import os, sys\\ndef main():\\n    os.execv({real!r}, [{real!r}, *sys.argv[1:]])\\n",
    f"{info}/METADATA": "Metadata-Version: 2.1\\nName: cxlint\\nVersion: 99.0\\nProvides-Extra: lsp\\n",
    f"{info}/WHEEL": "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    f"{info}/entry_points.txt": "[console_scripts]\\ncxlint = cxlint_copy:main\\n",
}
record = "".join(f"{name},,\\n" for name in [*files, f"{info}/RECORD"])
with zipfile.ZipFile(f"{folder}/cxlint-99.0-py3-none-any.whl", "w") as wheel:
    for name, text in {**files, f"{info}/RECORD": record}.items():
        wheel.writestr(name, text)
`;

const folders = [];

/** An environment's folder with a cxlint in it, and a folder with a wheel of one. */
function fakeCopy(real) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cxlint-copy-"));
  folders.push(folder);
  const log = path.join(folder, "calls");
  fs.writeFileSync(
    path.join(folder, "cxlint"),
    `#!/bin/sh\necho "$@" >> '${log}'\nexec '${real}' "$@"\n`,
    { mode: 0o755 },
  );
  execFileSync("python3", ["-c", WHEEL, folder, real]);
  return {
    python: path.join(folder, "python3"),
    wheels: folder,
    calls: () => fs.readFileSync(log, "utf8"),
  };
}

function removeCopies() {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
}

module.exports = { fakeCopy, removeCopies };

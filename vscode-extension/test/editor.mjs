/** VS Code's own server and a Chromium that shows it, both on this machine and for one test file. */
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { chromium } from "playwright-core";

export const EXTENSION = dirname(import.meta.dirname);
const SERVER = needed("CXLINT_VSCODE"); // the folder that out/server-main.js is in
export const CXLINT = needed("CXLINT_COMMAND"); // the cxlint to be tested

export function needed(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: tests/test_vscode.py sets it`);
  return value;
}

/** A folder for a test, with some files in it. */
export function folderWith(files) {
  const folder = mkdtempSync(join(tmpdir(), "cxlint-vscode-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof text === "string" ? text : JSON.stringify(text));
  }
  return folder;
}

/** Starts VS Code; `vsix` is installed in it, and stubs of other extensions laid beside. */
export async function startEditor({ vsix, stubs = [] } = {}) {
  const home = folderWith({});
  const extensions = join(home, "ext");
  mkdirSync(extensions);
  const common = ["--extensions-dir", extensions, "--server-data-dir", home];
  if (vsix) await server(home, [...common, "--install-extension", vsix], (child) => ended(child));
  for (const stub of stubs)
    cpSync(join(EXTENSION, "test/stubs", stub), join(extensions, `stub.${stub}-1.0.0`), {
      recursive: true,
    });
  const args = [
    ...common,
    ...["--host", "127.0.0.1", "--port", "0", "--user-data-dir", join(home, "data")],
    ...["--without-connection-token", "--accept-server-license-terms"],
    ...["--disable-workspace-trust", "--disable-telemetry", "--disable-update-check"],
    ...["--telemetry-level", "off", "--enable-smoke-test-driver"],
  ];
  let child;
  const port = await server(home, args, (started) => {
    child = started;
    return listening(started);
  });
  const browser = await chromium.launch({
    executablePath: process.env.CXLINT_CHROMIUM || "/usr/bin/chromium",
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
      ...["--disable-background-networking", "--disable-component-update"],
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ],
  });
  const page = await browser.newPage({
    viewport: { width: 1000, height: 620 },
    deviceScaleFactor: 1.5,
  });
  return {
    port,
    page,
    async close() {
      await browser.close();
      const gone = new Promise((resolve) => child.on("close", resolve));
      child.kill("SIGKILL");
      await gone;
    },
  };
}

async function server(home, args, until) {
  const child = spawn(process.execPath, ["out/server-main.js", ...args], {
    cwd: SERVER,
    env: { ...process.env, HOME: home, EXTENSIONS_GALLERY: "{}", VSCODE_LOG_LEVEL: "info" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (chunk) => (child.said += chunk));
  return until(child);
}

function ended(child) {
  return new Promise((resolve, reject) =>
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(child.said)))),
  );
}

function listening(child) {
  return new Promise((resolve, reject) => {
    child.on("close", () => reject(new Error(child.said)));
    child.stdout.on("data", () => {
      const port = /listening on (\d+)/.exec(child.said)?.[1];
      if (port) resolve(Number(port));
    });
  });
}

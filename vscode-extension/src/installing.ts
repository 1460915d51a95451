import { mkdir, rm, writeFile, access } from "node:fs/promises";
import { join } from "node:path";
import {
  ProgressLocation,
  window,
  workspace,
  type CancellationToken,
  type ExtensionContext,
  type LogOutputChannel,
} from "vscode";
import { isExecutable, onPath } from "./programs";
import { pythonOf } from "./python";
import { Failed, run } from "./running";
import { WANTED, whatIsWrong } from "./trouble";

const OLDEST = [3, 11] as const;
const isWindows = process.platform === "win32";

/** The command of the extension's own copy, if it was installed to the end. */
export async function ownCommand(context: ExtensionContext): Promise<string | undefined> {
  const { command, complete } = places(context);
  try {
    await access(complete);
  } catch {
    return undefined;
  }
  return (await isExecutable(command)) ? command : undefined;
}

/** Install or update the extension's own copy of cxlint; answers whether it is there now. */
export async function install(context: ExtensionContext, log: LogOutputChannel): Promise<boolean> {
  const options = {
    location: ProgressLocation.Notification,
    title: "Installing cxlint",
    cancellable: true,
  };
  return window.withProgress(options, async (progress, token) => {
    try {
      await installed(context, log, token, (message) => {
        progress.report({ message });
      });
      return true;
    } catch (error) {
      if (token.isCancellationRequested) return false;
      if (!(error instanceof Error)) throw error;
      log.error(`installing failed: ${error.message}`);
      tell(whatIsWrong(error.message, error instanceof Failed ? error.output : ""), log);
      return false;
    }
  });
}

async function installed(
  context: ExtensionContext,
  log: LogOutputChannel,
  token: CancellationToken,
  report: (message: string) => void,
): Promise<void> {
  const { folder, python, complete } = places(context);
  const said = (line: string) => {
    log.info(line);
  };
  report("looking for Python");
  const maker = await newEnough(token);
  if (!maker)
    throw new Error(
      `Python ${OLDEST.join(".")} or later was not found; get it from python.org or your system’s packages, then try again`,
    );
  await rm(complete, { force: true });
  await mkdir(context.globalStorageUri.fsPath, { recursive: true });
  report("making an environment");
  await run(maker, ["-m", "venv", "--clear", folder], { token, said });
  report("fetching cxlint, some 100 MB");
  const pip = ["-m", "pip", "--disable-pip-version-check", "--no-input", "--retries", "2"];
  await run(python, [...pip, "install", WANTED], { token, said });
  await writeFile(complete, "");
}

async function newEnough(token: CancellationToken): Promise<string | undefined> {
  const chosen = workspace.isTrusted ? await pythonOf() : undefined;
  const names = isWindows
    ? ["py", "python"]
    : ["python3", "python", "python3.13", "python3.12", "python3.11"];
  for (const name of [chosen, ...names]) {
    const candidate = name === chosen ? name : name && (await onPath(name));
    if (!candidate) continue;
    const question = `import sys; sys.exit(sys.version_info < (${OLDEST.join(", ")}))`;
    try {
      await run(candidate, ["-c", question], { token });
      return candidate;
    } catch {
      continue;
    }
  }
  return undefined;
}

function places(context: ExtensionContext) {
  const folder = join(context.globalStorageUri.fsPath, "environment");
  const programs = join(folder, isWindows ? "Scripts" : "bin");
  const suffix = isWindows ? ".exe" : "";
  return {
    folder,
    python: join(programs, `python${suffix}`),
    command: join(programs, `cxlint${suffix}`),
    // Written last: an installation that was cut short is none.
    complete: join(folder, "complete"),
  };
}

function tell(message: string, log: LogOutputChannel): void {
  const show = "Show Log";
  void window.showErrorMessage(message, show).then((chosen) => {
    if (chosen === show) log.show();
  });
}

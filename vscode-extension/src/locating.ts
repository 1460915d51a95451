import { homedir } from "node:os";
import { dirname } from "node:path";
import { workspace, type ExtensionContext } from "vscode";
import { ownCommand } from "./installing";
import { inFolder, isExecutable, onPath } from "./programs";
import { pythonOf } from "./python";

export type Origin = "setting" | "python" | "path" | "own";

export interface Place {
  command: string;
  origin: Origin;
}

/** The setting names something that is not there: whoever wrote it wants to know, not another one. */
export class BadSetting extends Error {}

/** The cxlint to use; undefined if there is none. */
export async function locate(context: ExtensionContext): Promise<Place | undefined> {
  const set = workspace.getConfiguration("cxlint").get("path", "").trim();
  if (set) return { command: await named(set), origin: "setting" };
  const python = workspace.isTrusted ? await pythonOf() : undefined;
  const candidates: [Origin, string | undefined][] = [
    ["python", python && (await inFolder(dirname(python), "cxlint"))],
    ["path", await onPath("cxlint")],
    ["own", await ownCommand(context)],
  ];
  for (const [origin, command] of candidates) if (command) return { command, origin };
  return undefined;
}

async function named(set: string): Promise<string> {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const full = set.replace(/^~(?=$|[/\\])/, homedir()).replaceAll("${workspaceFolder}", folder);
  const command = /[/\\]/.test(full)
    ? (await isExecutable(full)) && full
    : await onPath(full.replace(/\.exe$/i, ""));
  if (!command) throw new BadSetting(`the setting cxlint.path says “${set}”: no such program`);
  return command;
}

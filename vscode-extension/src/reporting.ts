import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  ProgressLocation,
  ViewColumn,
  window,
  workspace,
  type ExtensionContext,
  type LogOutputChannel,
} from "vscode";
import { Failed, run } from "./running";
import type { Server } from "./server";

/** Writes the report of the workspace, or of the file in front where there is none, and shows it. */
export async function openReport(
  context: ExtensionContext,
  log: LogOutputChannel,
  server: Server,
): Promise<void> {
  const folders = workspace.workspaceFolders?.map((one) => one.uri.fsPath) ?? [];
  const file = window.activeTextEditor?.document.uri;
  const paths = folders.length ? folders : file?.scheme === "file" ? [file.fsPath] : [];
  if (!server.command || paths.length === 0) {
    void window.showWarningMessage(
      server.command ? "Open a folder or a file to report on." : "cxlint is not running.",
    );
    return;
  }
  const page = join(context.globalStorageUri.fsPath, "report.html");
  await mkdir(context.globalStorageUri.fsPath, { recursive: true });
  const args = ["check", "--format", "html", "--output-file", page, "--exit-zero", "--", ...paths];
  const command = server.command;
  try {
    await window.withProgress(
      { location: ProgressLocation.Notification, title: "Writing the report", cancellable: true },
      // 2: some file could not be read, which the report says.
      (_, token) => run(command, args, { token, accepted: [0, 2], cwd: paths[0] ?? "" }),
    );
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    log.error(error.output);
    void window.showErrorMessage(`There is no report: ${error.message}. The log says more.`);
    return;
  }
  const panel = window.createWebviewPanel("cxlint.report", "cxlint report", ViewColumn.Active, {
    enableScripts: false,
    localResourceRoots: [],
    enableFindWidget: true,
  });
  panel.webview.html = await readFile(page, "utf8");
}

import { commands, window, workspace, type ExtensionContext } from "vscode";
import { registerCommands } from "./commands";
import { languagesOf } from "./languages";
import { onPythonChange } from "./python";
import { Server } from "./server";
import { Status } from "./status";

let server: Server | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel("cxlint", { log: true });
  const languages = languagesOf(context.extension.packageJSON);
  const status = new Status(languages);
  server = new Server(context, log, status, languages);
  const restart = () => commands.executeCommand("cxlint.restart");
  context.subscriptions.push(
    log,
    status,
    ...registerCommands(context, log, server),
    workspace.onDidChangeConfiguration((event) => {
      if (
        event.affectsConfiguration("cxlint.path") ||
        event.affectsConfiguration("cxlint.severity")
      )
        void restart();
    }),
    workspace.onDidGrantWorkspaceTrust(restart),
    await onPythonChange(() => {
      if (server?.startedFrom !== "setting") void restart();
    }),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

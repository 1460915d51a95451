import { commands, type Disposable, type ExtensionContext, type LogOutputChannel } from "vscode";
import { Explanation } from "./explaining";
import { install } from "./installing";
import { openReport } from "./reporting";
import type { Server } from "./server";

/** All that can be done by name; what the server itself offers as commands has other names. */
export function registerCommands(
  context: ExtensionContext,
  log: LogOutputChannel,
  server: Server,
): Disposable[] {
  const explanation = new Explanation(server);
  const named: Record<string, (...args: never[]) => unknown> = {
    "cxlint.restart": () => server.restart(),
    "cxlint.showLog": () => {
      log.show();
    },
    "cxlint.install": async () => {
      const done = await install(context, log);
      if (done) await server.restart();
      return done;
    },
    "cxlint.fixAll": () =>
      commands.executeCommand("editor.action.codeAction", {
        kind: "source.fixAll.cxlint",
        apply: "first",
      }),
    "cxlint.checkFolders": () => checkFolders(server),
    "cxlint.explainRule": (rule?: string, uri?: string) => explanation.show(rule, uri),
    "cxlint.openReport": () => openReport(context, log, server),
  };
  return [
    explanation,
    ...Object.entries(named).map(([name, act]) => commands.registerCommand(name, act)),
  ];
}

async function checkFolders(server: Server): Promise<void> {
  if (!(await server.checkWorkspace())) return;
  await commands.executeCommand("workbench.actions.view.problems");
}

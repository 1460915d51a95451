import { spawn, type ChildProcess } from "node:child_process";
import {
  commands,
  window,
  workspace,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
} from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  State,
  type LanguageClientOptions,
} from "vscode-languageclient/node";
import { Asked } from "./asking";
import { withoutMessage } from "./hovering";
import { selectorOf } from "./languages";
import { BadSetting, locate, type Origin, type Place } from "./locating";
import type { Status } from "./status";

interface Score {
  uri: string;
  score: number | null;
}

const PATIENCE = 3 * 60_000;
const MOST_ENDS = 5;

/** The language server: one process for all folders, started by `restart` and nothing else. */
export class Server {
  startedFrom: Origin | undefined;
  command: string | undefined;
  private client: LanguageClient | undefined;
  private watching: Disposable | undefined;
  private turn: Promise<void> = Promise.resolve();
  private ends: number[] = [];
  private readonly workspaceAsked = new Asked();

  constructor(
    private readonly context: ExtensionContext,
    private readonly log: LogOutputChannel,
    private readonly status: Status,
    private readonly languages: string[],
  ) {}

  /** Ends the server if there is one, and starts it as the settings say now. */
  restart(): Promise<void> {
    // One after the other: two clients at a time would show everything twice.
    this.turn = this.turn.catch(ignored).then(() => this.begin());
    return this.turn;
  }

  stop(): Promise<void> {
    this.turn = this.turn.catch(ignored).then(() => this.end());
    return this.turn;
  }

  /** Has the server do something; undefined if none runs. */
  async ask<Answer>(command: string, ...args: unknown[]): Promise<Answer | undefined> {
    await this.turn;
    if (this.client?.state !== State.Running) {
      void window.showWarningMessage("cxlint is not running.", "Restart").then((chosen) => {
        if (chosen) void commands.executeCommand("cxlint.restart");
      });
      return undefined;
    }
    return this.client.sendRequest<Answer>("workspace/executeCommand", {
      command,
      arguments: args,
    });
  }

  /** Checks all files of the workspace, from now on after every change of them, too. */
  async checkWorkspace(): Promise<boolean> {
    const counts = await this.ask("cxlint.checkWorkspace");
    if (counts) this.workspaceAsked.now();
    return counts !== undefined;
  }

  private async begin(): Promise<void> {
    await this.end();
    this.status.show("starting");
    let place: Place | undefined;
    try {
      place = await locate(this.context);
    } catch (error) {
      if (!(error instanceof BadSetting)) throw error;
      this.failed(`cxlint did not start: ${error.message}.`, "Open Settings", "Show Log");
      return;
    }
    if (!place) {
      this.failed(
        'cxlint was not found. Install it for this extension alone, or in your Python environment (pip install "cxlint[lsp]"), or name it in the setting cxlint.path.',
        "Install",
        "Open Settings",
      );
      return;
    }
    await this.start(place);
  }

  private async start(place: Place): Promise<void> {
    this.log.info(`starting ${place.command} (found by: ${place.origin})`);
    let lastWords = "";
    const begin = (): Promise<ChildProcess> => {
      const child = spawn(place.command, ["lsp", "--stdio"]);
      child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
        lastWords = chunk.trim().split(/\r?\n/).at(-1) ?? lastWords;
      });
      return new Promise((resolve, reject) => {
        child.once("spawn", () => {
          resolve(child);
        });
        child.once("error", reject);
      });
    };
    const client = new LanguageClient("cxlint", "cxlint", begin, this.options());
    this.client = client;
    this.watching = client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) this.status.show("running");
      if (newState === State.Stopped) this.status.show("stopped");
    });
    client.onNotification("cxlint/score", ({ uri, score }: Score) => {
      this.status.take(uri, score);
    });
    try {
      await client.start();
    } catch (error) {
      this.log.error(`${place.command} did not start: ${String(error)}`);
      this.failed(`cxlint did not start: ${lastWords || String(error)}`, "Show Log", "Install");
      return;
    }
    this.startedFrom = place.origin;
    this.command = place.command;
    await commands.executeCommand("setContext", "cxlint.running", true);
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = this.startedFrom = this.command = undefined;
    this.watching?.dispose();
    this.status.forget();
    try {
      await client?.dispose();
    } catch (error) {
      // A client that never came up, or whose server hangs, cannot be stopped: that is no reason
      // not to start another.
      this.log.warn(`the server before did not end well: ${String(error)}`);
    }
  }

  /** The server ended by itself: it is started again, unless it keeps ending. */
  private ended(): void {
    if (!this.command) return; // it never came up, which `start` tells
    const now = Date.now();
    this.ends = [...this.ends.filter((one) => now - one < PATIENCE), now];
    if (this.ends.length < MOST_ENDS) void commands.executeCommand("cxlint.restart");
    else this.failed("cxlint ended again and again. Its log may say why.", "Show Log");
  }

  private options(): LanguageClientOptions {
    const severity = workspace.getConfiguration("cxlint").get<string>("severity", "configured");
    return {
      documentSelector: selectorOf(this.languages),
      outputChannel: this.log,
      // The status bar and one message say it: a client's own pop-up for every attempt would be noise.
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          this.ended();
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
      initializationOptions: {
        explainCommand: "cxlint.explainRule",
        scores: true,
        ...(severity === "configured" ? {} : { severity }),
      },
      middleware: {
        provideHover: async (document, position, token, next) =>
          withoutMessage(await next(document, position, token), document, position),
        // Nobody wants the findings of a thousand files just for opening a folder.
        provideWorkspaceDiagnostics: async (ids, token, reporter, next) =>
          (await this.workspaceAsked.before(token))
            ? ((await next(ids, token, reporter)) ?? { items: [] })
            : { items: [] },
      },
    };
  }

  private failed(message: string, ...offers: Offer[]): void {
    this.status.show("failed", message);
    this.log.error(message);
    void window.showErrorMessage(message, ...offers).then((chosen) => {
      if (chosen) void OFFERS[chosen]();
    });
  }
}

/** Whoever asked for that turn was told. */
const ignored = () => undefined;

const OFFERS = {
  Install: () => commands.executeCommand("cxlint.install"),
  "Open Settings": () => commands.executeCommand("workbench.action.openSettings", "cxlint.path"),
  "Show Log": () => commands.executeCommand("cxlint.showLog"),
};
type Offer = keyof typeof OFFERS;

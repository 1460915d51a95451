import {
  languages as editorLanguages,
  MarkdownString,
  StatusBarAlignment,
  Uri,
  window,
  workspace,
  type Disposable,
} from "vscode";
import { findingsOf, troubleOf } from "./findings";

type State = "starting" | "running" | "stopped" | "failed";

/** The item in the status bar: how the document in front does, or what is wrong with the server. */
export class Status implements Disposable {
  private readonly item = window.createStatusBarItem(
    "cxlint.status",
    StatusBarAlignment.Right,
    100,
  );
  private readonly scores = new Map<string, number>();
  private readonly listening: Disposable[];
  private state: State = "starting";
  private why = "";

  constructor(private readonly languages: string[]) {
    this.item.name = "cxlint";
    const draw = () => {
      this.draw();
    };
    this.listening = [
      this.item,
      window.onDidChangeActiveTextEditor(draw),
      editorLanguages.onDidChangeDiagnostics(draw),
      workspace.onDidOpenTextDocument(draw),
      workspace.onDidCloseTextDocument(({ uri }) => this.scores.delete(uri.toString())),
    ];
  }

  show(state: State, why = ""): void {
    this.state = state;
    this.why = why;
    this.draw();
  }

  /** Takes note of a document's score; null if it has none. */
  take(uri: string, score: number | null): void {
    // Servers and editors escape the same address differently.
    const key = Uri.parse(uri).toString();
    if (score === null) this.scores.delete(key);
    else this.scores.set(key, score);
    this.draw();
  }

  forget(): void {
    this.scores.clear();
  }

  dispose(): void {
    this.listening.forEach((one) => {
      one.dispose();
    });
  }

  private draw(): void {
    const document = window.activeTextEditor?.document;
    if (!document || !this.languages.includes(document.languageId)) {
      this.item.hide();
      return;
    }
    const { text, told, command } =
      this.state === "running" ? this.ofDocument(document.uri) : this.ofServer();
    this.item.text = text;
    this.item.tooltip = new MarkdownString().appendText(told);
    this.item.accessibilityInformation = { label: `cxlint: ${told}` };
    this.item.command = command;
    this.item.show();
  }

  private ofDocument(uri: Uri) {
    const count = findingsOf(uri).length;
    const trouble = troubleOf(uri);
    if (trouble)
      return {
        text: "$(warning) cxlint",
        told: trouble,
        command: "workbench.actions.view.problems",
      };
    const score = this.scores.get(uri.toString());
    const findings = `${count === 0 ? "no" : count} ${count === 1 ? "finding" : "findings"}`;
    const scored = score === undefined ? "" : `; its language scores ${score} of 100`;
    return {
      text: `$(${count ? "comment-unresolved" : "check"}) cxlint ${count}${score === undefined ? "" : ` · ${score}/100`}`,
      told: `${findings} in this document${scored}`,
      command: "workbench.actions.view.problems",
    };
  }

  private ofServer() {
    const starting = this.state === "starting";
    return {
      text: starting ? "$(loading~spin) cxlint" : "$(warning) cxlint",
      told: starting ? "is starting" : `${this.why || "is not running"} (a click restarts it)`,
      command: starting ? "cxlint.showLog" : "cxlint.restart",
    };
  }
}

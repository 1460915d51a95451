import { randomBytes } from "node:crypto";
import { ViewColumn, window, type Disposable, type WebviewPanel } from "vscode";
import { findingsOf, ruleOf } from "./findings";
import { asHtml } from "./markdown";
import type { Server } from "./server";

/** The page of a rule, beside the text; the next one takes the place of the last. */
export class Explanation implements Disposable {
  private panel: WebviewPanel | undefined;

  constructor(private readonly server: Server) {}

  /** Shows a rule: the one named, else one of those found in the document in front. */
  async show(rule?: string, uri?: string): Promise<void> {
    const document = window.activeTextEditor?.document.uri;
    const chosen = rule ?? (await chooseRule());
    if (!chosen) return;
    const page = await this.server.ask<string | null>(
      "cxlint.explain",
      chosen,
      uri ?? document?.toString() ?? "",
    );
    if (page) this.render(chosen, page);
    else if (page === null) void window.showInformationMessage(`cxlint knows no rule ${chosen}.`);
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private render(rule: string, page: string): void {
    // No scripts, nothing from elsewhere; rules may come with a folder that somebody sent.
    const options = { enableScripts: false, localResourceRoots: [] };
    this.panel ??= window.createWebviewPanel(
      "cxlint.rule",
      rule,
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      options,
    );
    this.panel.onDidDispose(() => (this.panel = undefined));
    this.panel.title = rule;
    this.panel.webview.html = withFrame(asHtml(page));
    this.panel.reveal(undefined, true);
  }
}

async function chooseRule(): Promise<string | undefined> {
  const editor = window.activeTextEditor;
  const findings = editor ? findingsOf(editor.document.uri) : [];
  const here = editor?.selection;
  const touched = findings.filter((one) => here && one.range.intersection(here));
  const rules = [...new Set((touched.length ? touched : findings).map(ruleOf))].sort();
  if (rules.length === 0) {
    void window.showInformationMessage("There is no finding in this document to explain.");
    return undefined;
  }
  if (rules.length === 1) return rules[0];
  return window.showQuickPick(rules, { placeHolder: "Which rule?" });
}

function withFrame(body: string): string {
  const nonce = randomBytes(16).toString("base64");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'">
<style nonce="${nonce}">
body { max-width: 46rem; padding: 0 1.5rem 2rem; line-height: 1.5; font-size: 1.05em; }
h1 { font-size: 1.5em; font-weight: 600; overflow-wrap: anywhere; } h2 { font-size: 1.15em; font-weight: 600; }
li { margin: .35em 0; overflow-wrap: anywhere; }
</style>
</head>
<body>
${body}
</body>
</html>`;
}

import { languages, type Diagnostic, type Uri } from "vscode";

/** What cxlint says of a document, as the editor knows it. */
export function findingsOf(uri: Uri): Diagnostic[] {
  return languages.getDiagnostics(uri).filter((one) => one.source === "cxlint");
}

/** The rule that a finding is of. */
export function ruleOf({ code }: Diagnostic): string {
  return String(typeof code === "object" ? code.value : (code ?? ""));
}

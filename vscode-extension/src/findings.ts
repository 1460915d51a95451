import { languages, type Diagnostic, type Uri } from "vscode";

export interface Finding extends Diagnostic {
  code: { value: string | number; target: Uri };
}

/** What cxlint finds in a document, as the editor knows it; each names the page of its rule. */
export function findingsOf(uri: Uri): Finding[] {
  return saidOf(uri).filter((one): one is Finding => typeof one.code === "object");
}

/** What cxlint says of a document beside findings: that it was not checked, and why. */
export function troubleOf(uri: Uri): string | undefined {
  return saidOf(uri).find((one) => typeof one.code !== "object")?.message;
}

/** The rule that a finding is of. */
export function ruleOf({ code }: Finding): string {
  return String(code.value);
}

function saidOf(uri: Uri): Diagnostic[] {
  return languages.getDiagnostics(uri).filter((one) => one.source === "cxlint");
}

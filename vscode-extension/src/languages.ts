import type { DocumentFilter } from "vscode-languageclient/node";

interface Manifest {
  activationEvents: string[];
}

/** The languages that wake the extension are those that it checks: package.json names them once. */
export function languagesOf(manifest: unknown): string[] {
  const prefix = "onLanguage:";
  return (manifest as Manifest).activationEvents
    .filter((event) => event.startsWith(prefix))
    .map((event) => event.slice(prefix.length));
}

/** What the server is told of: prose, and the configuration and rules that it completes. */
export function selectorOf(languages: string[]): DocumentFilter[] {
  return [
    ...languages.flatMap((language) => [
      { scheme: "file", language },
      { scheme: "untitled", language },
    ]),
    { scheme: "file", language: "yaml" },
    { scheme: "file", pattern: "**/pyproject.toml" },
  ];
}

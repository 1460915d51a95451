import { Hover, MarkdownString, type Position, type TextDocument } from "vscode";
import { findingsOf } from "./findings";

/** A hover without the message: the editor shows that itself, just above. */
export function withoutMessage(
  hover: Hover | null | undefined,
  document: TextDocument,
  position: Position,
): Hover | null | undefined {
  if (!hover) return hover;
  const messages = findingsOf(document.uri)
    .filter(({ range }) => range.contains(position))
    .map(({ message }) => `**${message}**\n\n`);
  const contents = hover.contents.map((one) => {
    if (!(one instanceof MarkdownString)) return one;
    const known = messages.find((message) => one.value.startsWith(message));
    return known ? new MarkdownString(one.value.slice(known.length)) : one;
  });
  return new Hover(contents, hover.range);
}

import { Hover, MarkdownString, type Position, type TextDocument } from "vscode";
import { findingsOf } from "./findings";

/** A hover without the message: the editor shows that itself, just above. */
export function withoutMessage(
  hover: Hover | null | undefined,
  document: TextDocument,
  position: Position,
): Hover | null | undefined {
  if (!hover) return hover;
  // The server writes the message first, in bold, escaped, as a paragraph of its own.
  const isHere = findingsOf(document.uri).some(({ range }) => range.contains(position));
  const contents = hover.contents.map((one) => {
    if (!(one instanceof MarkdownString)) return one;
    const end = one.value.indexOf("\n\n");
    const isTold = isHere && one.value.startsWith("**") && end > 0;
    return isTold ? new MarkdownString(one.value.slice(end + 2)) : one;
  });
  return new Hover(contents, hover.range);
}

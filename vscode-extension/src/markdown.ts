/**
 * The little Markdown that rule pages are written in, as HTML. Whatever is not understood is shown
 * as it is written, and everything is escaped: no tag or attribute comes from the page.
 */
export function asHtml(markdown: string): string {
  return markdown
    .split(/\n{2,}/)
    .map((block) => block.replace(/^\n+|\n+$/g, ""))
    .filter(Boolean)
    .map(ofBlock)
    .join("\n");
}

function ofBlock(block: string): string {
  const heading = /^(#{1,6})[ \t]+([^\n]*)$/.exec(block);
  if (heading) {
    const level = heading[1]?.length ?? 1;
    return `<h${level}>${ofLine(heading[2] ?? "")}</h${level}>`;
  }
  if (/^[-*][ \t]/.test(block)) {
    const items = block.split(/\n(?=[-*][ \t])/).map((one) => one.replace(/^[-*][ \t]+/, ""));
    return `<ul>\n${items.map((one) => `<li>${ofLine(one)}</li>`).join("\n")}\n</ul>`;
  }
  return `<p>${ofLine(block)}</p>`;
}

const INLINE =
  /`(?<code>[^`\n]+)`|\*\*(?<strong>[^*\n]+)\*\*|\[(?<label>[^\]\n]*)\]\((?<target>https:\/\/[^\s)]*)\)|<?(?<bare>https:\/\/[^\s<>]*[^\s<>.,;:!?)”’"'])>?|(?<cut> {2,}\n)/g;

function ofLine(text: string): string {
  let html = "";
  let done = 0;
  for (const match of text.matchAll(INLINE)) {
    html += escaped(text.slice(done, match.index)) + ofInline(match.groups ?? {});
    done = match.index + match[0].length;
  }
  return html + escaped(text.slice(done));
}

function ofInline(found: Record<string, string | undefined>): string {
  const { code, strong, label, target, bare } = found;
  if (code !== undefined) return `<code>${escaped(code)}</code>`;
  if (strong !== undefined) return `<strong>${escaped(strong)}</strong>`;
  const address = target ?? bare;
  if (address !== undefined)
    return `<a href="${escaped(address)}">${escaped(label ?? address)}</a>`;
  return "<br>\n";
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

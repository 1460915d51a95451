export const WANTED = "cxlint[lsp]";

/** What a writer can do about an installation that failed. */
export function whatIsWrong(message: string, output: string): string {
  if (/ensurepip|No module named (venv|pip)/.test(output))
    return "Python cannot make environments here: its venv module is missing (on Debian and Ubuntu: sudo apt install python3-venv).";
  if (
    /NewConnectionError|name resolution|ConnectTimeout|Network is unreachable|getaddrinfo|ProxyError/.test(
      output,
    )
  )
    return `cxlint could not be fetched: Python’s package index cannot be reached. Are you offline, or behind a proxy? Once cxlint is installed otherwise (pip install "${WANTED}"), name it in the setting cxlint.path.`;
  const last = output.split(/\r?\n/).findLast((line) => /error/i.test(line));
  return `cxlint could not be installed: ${last?.trim() ?? message}`;
}

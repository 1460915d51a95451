import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";

const suffix = process.platform === "win32" ? ".exe" : "";

/** An executable of that name on the PATH. */
export async function onPath(name: string): Promise<string | undefined> {
  // An empty or relative entry would be looked up in whatever folder happens to be open.
  const folders = (process.env.PATH ?? "").split(delimiter).filter(isAbsolute);
  for (const folder of folders) {
    const found = await inFolder(folder, name);
    if (found) return found;
  }
  return undefined;
}

export async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

export async function inFolder(folder: string, name: string): Promise<string | undefined> {
  const file = join(folder, name + suffix);
  return (await isExecutable(file)) ? file : undefined;
}

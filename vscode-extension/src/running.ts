import { spawn } from "node:child_process";
import type { CancellationToken } from "vscode";

/** A program that ended otherwise than well; the message is what it said. */
export class Failed extends Error {
  constructor(
    message: string,
    readonly output: string,
  ) {
    super(message);
  }
}

export interface Wishes {
  token?: CancellationToken;
  said?: (line: string) => void;
  accepted?: number[];
  cwd?: string;
}

/** Runs a program, without a shell, and answers with what it wrote. */
export function run(command: string, args: string[], wishes: Wishes = {}): Promise<string> {
  const { token, said, accepted = [0], cwd } = wishes;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], cwd });
    const cancelling = token?.onCancellationRequested(() => child.kill());
    let output = "";
    const listen = (chunk: string) => {
      output += chunk;
      for (const line of chunk.split(/\r?\n/)) if (line.trim()) said?.(line.trimEnd());
    };
    child.stdout.setEncoding("utf8").on("data", listen);
    child.stderr.setEncoding("utf8").on("data", listen);
    child.on("error", (error) => {
      cancelling?.dispose();
      reject(new Failed(error.message, output));
    });
    child.on("close", (code) => {
      cancelling?.dispose();
      if (code !== null && accepted.includes(code)) resolve(output);
      else reject(new Failed(`${command} ended with ${code ?? "a signal"}`, output));
    });
  });
}

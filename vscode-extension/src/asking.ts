import { EventEmitter, type CancellationToken } from "vscode";

/** Whether something was ever asked for; others can wait until it is. */
export class Asked {
  private readonly emitter = new EventEmitter<void>();
  private asked = false;

  now(): void {
    this.asked = true;
    this.emitter.fire();
  }

  /** Waits until it is asked for (true), or until the token says that nobody waits any more (false). */
  before(token: CancellationToken): Promise<boolean> {
    if (this.asked) return Promise.resolve(true);
    return new Promise((resolve) => {
      const waiting = [
        this.emitter.event(() => {
          settle(true);
        }),
        token.onCancellationRequested(() => {
          settle(false);
        }),
      ];
      const settle = (answer: boolean) => {
        waiting.forEach((one) => {
          one.dispose();
        });
        resolve(answer);
      };
    });
  }
}

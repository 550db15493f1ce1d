/** Of pino-roll 4, which brings no types; what is used of it. */
declare module "pino-roll" {
  import type { EventEmitter } from "node:events";

  interface Rolled extends EventEmitter {
    write(line: string): boolean;
    flushSync(): void;
    destroy(): void;
  }

  export default function roll(options: {
    readonly file: string;
    readonly extension: string;
    /** As in `5m`. */
    readonly size: string;
    /** Files besides the one that is written; `removeOtherLogFiles`: those of earlier runs count. */
    readonly limit: { readonly count: number; readonly removeOtherLogFiles: boolean };
    readonly mkdir: boolean;
    readonly sync: boolean;
    readonly mode: number;
  }): Promise<Rolled>;
}

import type { Readable, Writable } from "node:stream";
import { z } from "zod";

const messageSchema = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/**
 * Chromium's own line to whoever started it (--remote-debugging-pipe): JSON messages that end with a zero byte,
 * commands on its descriptor 3, answers and events on 4 (chromedevtools.github.io/devtools-protocol). Nothing
 * listens on a port, so nobody else can speak on it.
 */
export class DebugPipe {
  readonly #commands: Writable;
  readonly #event: (method: string, params: unknown) => void;
  readonly #waiting = new Map<number, Waiting>();
  #unfinished = "";
  #last = 0;

  constructor(commands: Writable, answers: Readable, event: (method: string, params: unknown) => void) {
    this.#commands = commands;
    this.#event = event;
    answers.setEncoding("utf8");
    answers.on("data", (part: string) => this.#read(part));
    // A browser that went says so by its exit; what was asked of it will not be answered.
    for (const stream of [commands, answers]) {
      stream.on("error", (error) => this.#end(error));
      stream.on("close", () => this.#end(new Error("the browser is gone")));
    }
  }

  /** Sends a command and resolves to its result; `session` names the page it is for. */
  send(method: string, params: Record<string, unknown>, session?: string): Promise<unknown> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#commands.write(`${JSON.stringify({ id, method, params, sessionId: session })}\0`);
    });
  }

  #read(part: string): void {
    const messages = (this.#unfinished + part).split("\0");
    this.#unfinished = messages.pop() ?? "";
    for (const text of messages) {
      const { id, method, params, result, error } = messageSchema.parse(JSON.parse(text));
      if (method !== undefined) {
        this.#event(method, params);
      }
      const waiting = id === undefined ? undefined : this.#waiting.get(id);
      if (id !== undefined && waiting !== undefined) {
        this.#waiting.delete(id);
        if (error === undefined) {
          waiting.resolve(result);
        } else {
          waiting.reject(new Error(error.message));
        }
      }
    }
  }

  #end(error: Error): void {
    for (const waiting of this.#waiting.values()) {
      waiting.reject(error);
    }
    this.#waiting.clear();
  }
}

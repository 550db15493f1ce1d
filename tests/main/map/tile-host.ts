import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** A city's tile server, as well behaved as the test lets it be. */
export class TileHost {
  readonly asked: string[] = [];
  /** What it does instead of answering well. */
  misbehave: ((request: IncomingMessage, response: ServerResponse) => void) | null = null;
  readonly documents = new Map<string, unknown>();
  body: Uint8Array = Buffer.from("tile");
  headers: Record<string, string> = {};
  readonly #server = createServer((request, response) => this.#answer(request, response));
  #port = 0;

  static async start(): Promise<TileHost> {
    const host = new TileHost();
    host.#server.listen(0, "127.0.0.1");
    await once(host.#server, "listening");
    const address = host.#server.address();
    if (address !== null && typeof address === "object") host.#port = address.port;
    return host;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? "/";
    this.asked.push(path);
    if (this.misbehave !== null) {
      this.misbehave(request, response);
      return;
    }
    const document = this.documents.get(path);
    if (document !== undefined) response.end(JSON.stringify(document));
    else response.writeHead(200, this.headers).end(this.body);
  }
}

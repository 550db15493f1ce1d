import { retryDelayMs } from "./backoff.ts";

/** A socket that was opened but said nothing for this long is given up and opened anew. */
const OPENING_MS = 3000;
/**
 * A socket on which nothing is heard for twice this long after something was asked is given up. Twice, so that a page that
 * stood still meanwhile, blocked or asleep, reads what came before it judges.
 */
const UNANSWERED_MS = 3000;

export interface SocketListener {
  opened(): void;
  text(message: string): void;
  binary(message: ArrayBuffer): void;
  /** The way to the core is gone; the socket opens itself anew. `code` is the close code of the WebSocket. */
  closed(code: number): void;
}

/**
 * A WebSocket to the core that opens itself anew until it is closed here, after 0.25 to 1 s. Works on a page and
 * in a worker.
 */
export class CoreSocket {
  private readonly address: string;
  private readonly listener: SocketListener;
  private socket: WebSocket | null = null;
  private attempt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Runs from the first question that was followed by silence. */
  private unanswered: ReturnType<typeof setTimeout> | undefined;
  private giveUp: () => void = () => undefined;
  private over = false;

  /** `address` is absolute, `ws:` or `wss:`. */
  constructor(address: string, listener: SocketListener) {
    this.address = address;
    this.listener = listener;
    this.open();
  }

  /** Sends where the way is open; what is sent while it is not is lost, because a new socket starts from nothing. */
  send(message: string): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(message);
  }

  /**
   * Sends what the core answers. Where nothing at all is heard for 6 s after it, the way is gone without a word, as of a cable
   * that was pulled or a core that lost its power: TCP itself would take a quarter of an hour to notice.
   */
  ask(message: string): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    this.socket.send(message);
    this.unanswered ??= setTimeout(() => {
      this.unanswered = setTimeout(() => this.giveUp(), UNANSWERED_MS);
    }, UNANSWERED_MS);
  }

  private heard(): void {
    clearTimeout(this.unanswered);
    this.unanswered = undefined;
  }

  /** Closes for good. */
  close(): void {
    this.over = true;
    clearTimeout(this.timer);
    this.heard();
    this.socket?.close();
    this.socket = null;
  }

  private open(): void {
    const socket = new WebSocket(this.address);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    let wasOpen = false;
    let done = false;
    const end = (code: number) => {
      if (done || this.over) return;
      done = true;
      clearTimeout(this.timer);
      this.heard();
      this.socket = null;
      this.listener.closed(code);
      this.timer = setTimeout(() => this.open(), retryDelayMs(wasOpen ? 0 : this.attempt, Math.random));
      this.attempt = wasOpen ? 0 : this.attempt + 1;
    };
    this.giveUp = () => {
      end(1006);
      socket.close();
    };
    // A handshake into a dead network would otherwise hang for the minutes of TCP.
    this.timer = setTimeout(this.giveUp, OPENING_MS);
    socket.addEventListener("open", () => {
      if (done || this.over) return;
      clearTimeout(this.timer);
      wasOpen = true;
      this.listener.opened();
    });
    socket.addEventListener("message", (event: MessageEvent<unknown>) => {
      if (done || this.over) return;
      this.heard();
      if (typeof event.data === "string") this.listener.text(event.data);
      else if (event.data instanceof ArrayBuffer) this.listener.binary(event.data);
    });
    socket.addEventListener("close", (event) => end(event.code));
  }
}

/** The absolute address of a channel of the core that served this page; `base` is the page's own address. */
export function channelAddress(path: string, base: string): string {
  const address = new URL(path, base);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return address.href;
}

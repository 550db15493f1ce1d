import type { Ability } from "../../protocol/ability.ts";
import {
  closeCodes,
  type Glass,
  type GlassRequest,
  glassChannelPath,
  glassNoticeSchema,
} from "../../protocol/channel.ts";
import type { FaultReport } from "../../protocol/fault.ts";
import type { MapMarks } from "../../protocol/map.ts";
import { CoreSocket, channelAddress } from "./socket.ts";

export interface GlassListener {
  glass(glass: Glass): void;
  /** What the page's maps mark. */
  markers(marks: MapMarks): void;
  /** The core does not give this page what it asked for. */
  refused(error: Pick<FaultReport, "kind" | "detail">): void;
  /** The core serves other pages than the one that is running. */
  outdated(): void;
  /** The way to the core is open, or gone. */
  reached(reached: boolean): void;
}

/** The glass channel of an output page: hears what to show and tells what it saw. */
export class GlassChannel {
  private readonly socket: CoreSocket;
  private readonly listener: GlassListener;
  private build: string | null = null;

  /** `page` is the page's own address. */
  constructor(page: string, outputIds: string[], abilities: readonly Ability[], listener: GlassListener) {
    this.listener = listener;
    this.socket = new CoreSocket(channelAddress(glassChannelPath, page), {
      opened: () => {
        this.ask({ type: "hello", outputIds, abilities: [...abilities] });
        listener.reached(true);
      },
      text: (message) => this.hear(message),
      binary: () => undefined,
      closed: (code) => this.closed(code),
    });
  }

  /** Tells what was seen. What a page shows is told every second, and so a core that is gone is noticed. */
  send(request: GlassRequest): void {
    if (request.type === "stats") this.ask(request);
    else this.socket.send(JSON.stringify(request));
  }

  private ask(request: GlassRequest): void {
    this.socket.ask(JSON.stringify(request));
  }

  close(): void {
    this.socket.close();
  }

  private hear(message: string): void {
    const parsed = glassNoticeSchema.safeParse(JSON.parse(message));
    if (!parsed.success) {
      console.error("the core sent what this page does not understand", parsed.error);
      this.listener.refused({ kind: "internal", detail: {} });
      return;
    }
    const notice = parsed.data;
    switch (notice.type) {
      case "welcome":
        if (this.build !== null && this.build !== notice.build) this.listener.outdated();
        this.build = notice.build;
        return;
      case "glass":
        this.listener.glass(notice.glass);
        return;
      case "markers":
        this.listener.markers(notice.marks);
        return;
      case "heard":
        return;
      case "refused":
        this.listener.refused(notice.error);
    }
  }

  private closed(code: number): void {
    this.listener.reached(false);
    if (code === closeCodes.wrongVersion) this.listener.outdated();
    else if (code === closeCodes.unauthenticated)
      this.listener.refused({ kind: "unauthenticated", detail: {} });
    else if (code === closeCodes.forbidden) this.listener.refused({ kind: "forbidden", detail: {} });
  }
}

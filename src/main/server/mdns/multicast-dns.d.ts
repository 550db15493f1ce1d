/** What is used of it; the package comes without types. */
declare module "multicast-dns" {
  import type { EventEmitter } from "node:events";
  import type { RemoteInfo, Socket } from "node:dgram";

  interface Sent {
    readonly id?: number;
    readonly questions?: readonly object[];
    readonly answers?: readonly object[];
    readonly authorities?: readonly object[];
    readonly additionals?: readonly object[];
  }
  type Done = (error?: Error | null) => void;

  interface MulticastDns extends EventEmitter {
    query(packet: Sent, done: Done): void;
    /** To the group, or to who asked. */
    respond(packet: Sent, done: Done): void;
    respond(packet: Sent, to: Pick<RemoteInfo, "address" | "port">, done: Done): void;
    destroy(done: () => void): void;
  }

  export default function multicastDns(options: {
    /** An address of the interface that is spoken on. */
    readonly interface?: string;
    /** The address that the socket is bound to. */
    readonly bind?: string;
    /** That it speaks by, not bound yet; one of its own where it is left out. */
    readonly socket?: Socket;
  }): MulticastDns;
}

import { randomUUID } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { networkInterfaces } from "node:os";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { FoundDevice } from "../../protocol/device.ts";
import { all, find, parseXml, textAt } from "../base/xml.ts";

/** WS-Discovery 1.1, 2.4 (with the namespaces of the draft of April 2005 that ONVIF Core, 7.3, uses). */
const GROUP = "239.255.255.250";
const PORT = 3702;
const DISCOVERY = "http://schemas.xmlsoap.org/ws/2005/04/discovery";
const ADDRESSING = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
/** Milliseconds: devices answer at a random moment within half a second; the second asking is for a lost first. */
const LISTEN_MS = 2_000;
const AGAIN_MS = 700;
const MOST_FOUND = 512;
const MOST_BYTES = 32 * 1024;

/**
 * The devices that announce themselves within two seconds on the networks of this machine's addresses `from`
 * (all but loopback where it is absent), in the order of their addresses. Nothing of what they say is fetched.
 * Faults with `invalid` where an address is not this machine's; after an abort with the signal's reason.
 */
export async function discover(
  from: readonly string[] | undefined,
  clock: Clock,
  signal: AbortSignal,
): Promise<FoundDevice[]> {
  const found = new Map<string, FoundDevice>();
  const messageId = `urn:uuid:${randomUUID()}`;
  const sockets: Socket[] = [];
  try {
    for (const address of ownAddresses(from)) {
      const socket = await openSocket(address).catch((error: unknown) => {
        if (from !== undefined) throw error;
        return null;
      });
      // A network that takes no groups of receivers is left out, unless it was asked for by name.
      if (socket === null) continue;
      sockets.push(socket);
      socket.on("message", (bytes, sender) => {
        if (found.size >= MOST_FOUND || bytes.length > MOST_BYTES) return;
        for (const device of matchesOf(bytes.toString("utf8"), sender.address, messageId))
          found.set(device.address, device);
      });
      // A network that went meanwhile has nothing to say.
      socket.on("error", () => undefined);
      send(socket, messageId);
    }
    await clock.sleep(AGAIN_MS, signal);
    for (const socket of sockets) send(socket, messageId);
    await clock.sleep(LISTEN_MS - AGAIN_MS, signal);
  } finally {
    for (const socket of sockets) socket.close();
  }
  return [...found.values()].toSorted((a, b) => a.address.localeCompare(b.address, "en", { numeric: true }));
}

function ownAddresses(from: readonly string[] | undefined): string[] {
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const addresses = own.filter(({ family }) => family === "IPv4");
  const foreign = from?.find((address) => !addresses.some((known) => known.address === address));
  if (foreign !== undefined)
    throw new Fault("invalid", {
      field: "from",
      problem: `${foreign}; ${addresses.map(({ address }) => address).join(", ")}`,
    });
  return from?.slice() ?? addresses.filter(({ internal }) => !internal).map(({ address }) => address);
}

function openSocket(address: string): Promise<Socket> {
  const socket = createSocket("udp4");
  return new Promise((resolve, reject) => {
    socket.once("error", (error) => {
      socket.close();
      reject(
        new Fault("unreachable", { host: address, port: PORT, problem: "no route to it" }, { cause: error }),
      );
    });
    socket.bind({ address, port: 0 }, () => {
      try {
        socket.setMulticastInterface(address);
        socket.setMulticastTTL(1);
        socket.removeAllListeners("error");
        resolve(socket);
      } catch (error) {
        socket.emit("error", error);
      }
    });
  });
}

function send(socket: Socket, messageId: string): void {
  const probe =
    `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="${ADDRESSING}">` +
    `<s:Header><a:Action>${DISCOVERY}/Probe</a:Action><a:MessageID>${messageId}</a:MessageID>` +
    "<a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To></s:Header>" +
    `<s:Body><Probe xmlns="${DISCOVERY}"><Types xmlns:dn="http://www.onvif.org/ver10/network/wsdl">` +
    "dn:NetworkVideoTransmitter</Types></Probe></s:Body></s:Envelope>";
  socket.send(probe, PORT, GROUP);
}

/** The devices of a ProbeMatches that answers our own question; none where it is something else. */
function matchesOf(text: string, sender: string, messageId: string): FoundDevice[] {
  // Anybody may send here; what does not name our question is not worth reading.
  const root = text.includes(messageId) ? parseXml(text) : null;
  if (root?.name !== "Envelope" || textAt(root, "Header", "RelatesTo") !== messageId) return [];
  return all(find(root, "Body", "ProbeMatches"), "ProbeMatch").flatMap((match) => {
    const addresses = (textAt(match, "XAddrs") ?? "").split(/\s+/).flatMap((one) => addressOf(one) ?? []);
    // A device with several networks names all its addresses; we reach it where it answered from.
    const address = addresses.find(({ hostname }) => hostname === sender) ?? addresses[0];
    if (address === undefined) return [];
    const scopes = (textAt(match, "Scopes") ?? "").split(/\s+/);
    return [
      {
        address: address.href,
        name: scopeOf(scopes, "name"),
        hardware: scopeOf(scopes, "hardware"),
        location: scopeOf(scopes, "location"),
      },
    ];
  });
}

function addressOf(text: string): URL | null {
  const parsed = URL.parse(text);
  return parsed !== null && /^https?:$/.test(parsed.protocol) && text.length <= 2048 ? parsed : null;
}

/** The value of `onvif://www.onvif.org/<name>/<value>` (ONVIF Core, 7.3.2.2), percent-decoded; "" without one. */
function scopeOf(scopes: readonly string[], name: string): string {
  const prefix = `onvif://www.onvif.org/${name}/`;
  const values = scopes.flatMap((scope) =>
    scope.toLowerCase().startsWith(prefix) ? [decoded(scope.slice(prefix.length))] : [],
  );
  return values.join(", ").slice(0, 120);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Malformed codes stand for themselves.
    return text;
  }
}

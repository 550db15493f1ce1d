import type { DeviceEvent } from "../../protocol/device.ts";
import { Fault } from "../base/fault.ts";
import { namespaces, pathOf, type Services } from "./services.ts";
import type { SoapLine } from "./soap.ts";
import { all, escaped, find, textAt, type Xml } from "../base/xml.ts";

const { events } = namespaces;
const NOTIFICATION = "http://docs.oasis-open.org/wsn/bw-2";
const SUBSCRIPTION = "http://docs.oasis-open.org/wsn/b-2";
const MOST_EVENTS = 200;
/** Seconds after which a device forgets a subscription of a core that died. */
const FORGET_S = 60;

/**
 * What the device reports within `seconds`, by a pull point of its own that is given back at the end: first the
 * present state of what it watches, then what happens. Ends early with the first batch of something that happened.
 */
export async function pullEvents(
  line: SoapLine,
  services: Services,
  seconds: number,
  now: () => number,
): Promise<DeviceEvent[]> {
  const path = services.get("events");
  if (path === undefined) throw new Fault("notOnvif", { host: line.host, problem: "it offers no events" });
  const created = await line.ask({
    ...{ path, action: `${events}/EventPortType/CreatePullPointSubscriptionRequest` },
    body:
      `<CreatePullPointSubscription xmlns="${events}"><InitialTerminationTime>PT${FORGET_S}S` +
      "</InitialTerminationTime></CreatePullPointSubscription>",
  });
  const reference = find(created, "SubscriptionReference");
  const address = textAt(reference, "Address");
  const point = { path: pathOf(address) ?? path, header: addressed(address, reference) };
  const found: DeviceEvent[] = [];
  try {
    const until = now() + seconds * 1000;
    for (let left = until - now(); left > 0 && found.length < MOST_EVENTS; left = until - now()) {
      const wait = Math.max(1, Math.ceil(left / 1000));
      const pulled = await line.ask({
        ...point,
        action: `${events}/PullPointSubscription/PullMessagesRequest`,
        body: `<PullMessages xmlns="${events}"><Timeout>PT${wait}S</Timeout><MessageLimit>50</MessageLimit></PullMessages>`,
        limitMs: (wait + 2) * 1000,
      });
      const batch = all(pulled, "NotificationMessage").map(eventOf);
      found.push(...batch.slice(0, MOST_EVENTS - found.length));
      if (batch.some(({ state }) => state !== "initial")) break;
    }
    return found;
  } finally {
    await unsubscribe(line, point);
  }
}

/** A device that cannot be told any more forgets the subscription by itself. */
async function unsubscribe(line: SoapLine, point: { path: string; header: string }): Promise<void> {
  try {
    await line.ask({
      ...point,
      action: `${NOTIFICATION}/SubscriptionManager/UnsubscribeRequest`,
      body: `<Unsubscribe xmlns="${SUBSCRIPTION}"/>`,
    });
  } catch (error) {
    if (!(error instanceof Fault) && !(error instanceof DOMException)) throw error;
  }
}

/** WS-Addressing 1.0, 3.4: the reference's parameters go back as header elements, marked as such. */
function addressed(address: string | null, reference: Xml | null): string {
  const parameters = find(reference, "ReferenceParameters")?.children ?? [];
  return (
    (address === null ? "" : `<a:To>${escaped(address)}</a:To>`) +
    parameters
      .filter(({ name }) => /^[\w.-]+$/.test(name))
      .map(
        ({ name, text, namespace }) =>
          `<${name} xmlns="${escaped(namespace)}" a:IsReferenceParameter="true">${escaped(text)}</${name}>`,
      )
      .join("")
  );
}

/** A `NotificationMessage` (ONVIF Core, 9.4): its topic, and the items of its `Message`. */
function eventOf(notification: Xml): DeviceEvent {
  const message = find(notification, "Message", "Message");
  const values: Record<string, string> = {};
  for (const part of ["Source", "Data"])
    for (const item of all(find(message, part), "SimpleItem")) {
      const name = item.attributes.get("Name");
      if (name !== undefined) values[name] = (item.attributes.get("Value") ?? "").slice(0, 200);
    }
  const operation = message?.attributes.get("PropertyOperation") ?? "";
  const at = Date.parse(message?.attributes.get("UtcTime") ?? "");
  return {
    topic: (textAt(notification, "Topic") ?? "?").replaceAll(/[a-z0-9]+:/gi, "").slice(0, 200),
    at: Number.isNaN(at) ? null : new Date(at).toISOString(),
    state: operation === "Initialized" ? "initial" : operation === "Deleted" ? "gone" : "changed",
    values,
  };
}

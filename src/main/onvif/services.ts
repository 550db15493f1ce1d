import { Fault } from "../base/fault.ts";
import type { SoapLine } from "./soap.ts";
import { all, find, textAt } from "../base/xml.ts";

/** Namespaces of the ONVIF services that are used here. */
export const namespaces = {
  device: "http://www.onvif.org/ver10/device/wsdl",
  media: "http://www.onvif.org/ver10/media/wsdl",
  media2: "http://www.onvif.org/ver20/media/wsdl",
  ptz: "http://www.onvif.org/ver20/ptz/wsdl",
  events: "http://www.onvif.org/ver10/events/wsdl",
} as const;
type ServiceName = keyof typeof namespaces;

/** ONVIF's types, `tt:` in its schemas. */
export const TYPES = "http://www.onvif.org/ver10/schema";

/** Path and query of each service that the device has, at the device's own address. */
export type Services = ReadonlyMap<ServiceName, string>;

/** Which services the device has: by GetServices, or by GetCapabilities from before ONVIF 2.1. */
export async function findServices(line: SoapLine): Promise<Services> {
  const { device } = namespaces;
  try {
    const answer = await line.ask({
      path: null,
      action: `${device}/GetServices`,
      body: `<GetServices xmlns="${device}"><IncludeCapability>false</IncludeCapability></GetServices>`,
    });
    const services = new Map<ServiceName, string>();
    for (const service of all(answer, "Service")) add(services, textAt(service, "Namespace"), service);
    if (services.size > 0) return services;
  } catch (error) {
    if (!(error instanceof Fault) || (error.kind !== "deviceRefused" && error.kind !== "notOnvif"))
      throw error;
  }
  const answer = await line.ask({
    path: null,
    action: `${device}/GetCapabilities`,
    body: `<GetCapabilities xmlns="${device}"><Category>All</Category></GetCapabilities>`,
  });
  const capabilities = find(answer, "Capabilities");
  const services = new Map<ServiceName, string>();
  add(services, namespaces.media, find(capabilities, "Media"));
  add(services, namespaces.ptz, find(capabilities, "PTZ"));
  add(services, namespaces.events, find(capabilities, "Events"));
  return services;
}

function add(
  services: Map<ServiceName, string>,
  namespace: string | null,
  element: Parameters<typeof textAt>[0],
): void {
  const path = pathOf(textAt(element, "XAddr"));
  const found = Object.entries(namespaces).find(([, known]) => known === namespace?.replace(/\/$/, ""));
  if (path === null || found === undefined) return;
  for (const name of ["device", "media", "media2", "ptz", "events"] satisfies ServiceName[])
    if (name === found[0]) services.set(name, path);
}

/**
 * What of an address that a device names may be asked: its path and query. Scheme, host and port stay those that a
 * person gave, so that no answer makes the core fetch anything else; behind an address translation they would be
 * wrong anyhow.
 */
export function pathOf(address: string | null): string | null {
  const parsed = address === null ? null : URL.parse(address);
  return parsed === null ? null : parsed.pathname + parsed.search;
}

import { streamSchemes } from "../../protocol/camera.ts";
import { Fault } from "../base/fault.ts";

/** A stream's address with the login that stood in it taken out. */
export interface StreamUrl {
  readonly url: string;
  readonly username: string | null;
  readonly password: string | null;
}

/** RFC 3986, 3.2: scheme, userinfo up to the last "@" of the authority, host and port; then the rest. */
const rtsp = /^(rtsps?:)\/\/(?:([^/?#]*)@)?([^/?#@]*)([^]*)$/i;

/** `text` percent-decoded; a "%" that begins no code stands for itself, as people write passwords. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Malformed codes are no mistake here: the password is then taken as it was typed.
    return text;
  }
}

function refusal(field: string, problem: string): Fault {
  return new Fault("invalid", { field, problem });
}

/**
 * The address a person typed, as it is stored: user and password of `rtsp://user:pass@host` are taken out and
 * percent-decoded. Faults with `invalid`, naming `field` and never the address, where it is none that can be opened.
 */
export function readStreamUrl(typed: string, field: string): StreamUrl {
  const text = typed.trim();
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(text)?.[0].toLowerCase();
  if (!streamSchemes.some((known) => known === scheme))
    throw refusal(field, `an address begins with ${streamSchemes.join(", ")}`);
  const parts = rtsp.exec(text);
  if (parts === null) {
    if (scheme === "rtsp:" || scheme === "rtsps:") throw refusal(field, "the host is missing");
    return { url: text, username: null, password: null };
  }
  const [, , userinfo, authority = "", rest = ""] = parts;
  if (authority === "" || authority.startsWith(":")) throw refusal(field, "the host is missing");
  // rtsp://user:pa/ss@host: the slash ends the authority, and the password would be stored as a port and a path.
  if (userinfo === undefined && authority.includes(":") && rest.includes("@"))
    throw refusal(field, "in a user name or password write / ? # as %2F %3F %23, and in a path @ as %40");
  if (!URL.canParse(`http://${authority}/`)) throw refusal(field, "the host or port cannot be read");
  const url = `${scheme}//${authority}${rest}`;
  if (userinfo === undefined) return { url, username: null, password: null };
  const colon = userinfo.indexOf(":");
  const username = decoded(colon === -1 ? userinfo : userinfo.slice(0, colon));
  const password = colon === -1 ? null : decoded(userinfo.slice(colon + 1));
  return { url, username: username === "" ? null : username, password: password === "" ? null : password };
}

/** Ports that an address without one means (RFC 7826, 18.1). */
const usualPorts: Readonly<Record<string, string>> = { "rtsp:": "554", "rtsps:": "322" };

/**
 * Whom a login is for: scheme, host and port of a stored address. Two addresses that answer the same here are the
 * same device to us, so a stored password may go on being used. "" for an address without a host.
 */
export function endpointOf(url: string): string {
  const parts = rtsp.exec(url);
  if (parts === null) return "";
  const [, scheme = "", , authority = ""] = parts;
  const port = /:(\d+)$/.exec(authority)?.[1] ?? usualPorts[scheme.toLowerCase()] ?? "";
  return `${scheme.toLowerCase()}//${authority.replace(/:\d*$/, "").toLowerCase()}:${port}`;
}

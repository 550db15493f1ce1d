import { streamSchemes } from "../../protocol/camera.ts";
import { wrongInterval } from "../../protocol/http-options.ts";
import { Fault } from "../base/fault.ts";
import { passwordPlace, userPlace } from "../base/stream-address.ts";

/** A stream's address with the login that stood in it taken out. */
export interface StreamUrl {
  readonly url: string;
  readonly username: string | null;
  readonly password: string | null;
}

/** RFC 3986, 3.2: scheme, userinfo up to the last "@" of the authority, host and port; then the rest. */
const withAuthority = /^([a-z][a-z0-9+.-]*:)\/\/(?:([^/?#]*)@)?([^/?#@]*)([^]*)$/i;

/** Schemes of devices on the network, with the port that an address without one means; null where it must be named. */
const networkSchemes: Readonly<Record<string, string | null>> = {
  // RFC 7826, 18.1.
  "rtsp:": "554",
  "rtsps:": "322",
  "http:": "80",
  "https:": "443",
  "whep:": "80",
  "wheps:": "443",
  "rtmp:": "1935",
  "rtmps:": "443",
  "srt:": null,
  "udp:": null,
  "rtp:": null,
};

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
 * percent-decoded; of `/snapshot?user=a&pwd=b` too, where `{user}` and `{password}` keep their place. Faults with
 * `invalid`, naming `field` and never the address, where it is none that can be opened.
 */
export function readStreamUrl(typed: string, field: string): StreamUrl {
  const text = typed.trim();
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(text)?.[0].toLowerCase();
  if (scheme === undefined || !streamSchemes.some((known) => known === scheme))
    throw refusal(field, `an address begins with ${streamSchemes.join(", ")}`);
  const usualPort = networkSchemes[scheme];
  if (usualPort === undefined) return localUrl(text, scheme, field);
  const parts = withAuthority.exec(text);
  if (parts === null) throw refusal(field, "the host is missing");
  const [, , userinfo, authority = "", rest = ""] = parts;
  const isGroup = scheme === "udp:" || scheme === "rtp:";
  const mayListen = isGroup || scheme === "srt:";
  if ((authority === "" || authority.startsWith(":")) && !(mayListen && authority !== ""))
    throw refusal(field, "the host is missing");
  // rtsp://user:pa/ss@host: the slash ends the authority, and the password would be stored as a port and a path.
  if (userinfo === undefined && authority.includes(":") && rest.includes("@"))
    throw refusal(field, "in a user name or password write / ? # as %2F %3F %23, and in a path @ as %40");
  if (!URL.canParse(`http://${authority.startsWith(":") ? `any${authority}` : authority}/`))
    throw refusal(field, "the host or port cannot be read");
  if (usualPort === null && !/:\d+$/.test(authority))
    throw refusal(field, "the port is missing, as in :5000");
  if (isGroup) return { url: groupUrl(scheme, userinfo, authority, rest), username: null, password: null };
  if (/^https?:$/.test(scheme) && wrongInterval(/#.*$/s.exec(rest)?.[0] ?? ""))
    throw refusal(field, "write how often as #every=2s, from 100ms to 60m");
  const colon = userinfo?.indexOf(":") ?? -1;
  const beside = {
    username: userinfo === undefined ? "" : decoded(colon === -1 ? userinfo : userinfo.slice(0, colon)),
    password: userinfo === undefined || colon === -1 ? "" : decoded(userinfo.slice(colon + 1)),
  };
  const within = scheme === "srt:" ? withoutPassphrase(rest) : withPlaces(rest);
  const both = beside.password !== "" && within.password !== "" && beside.password !== within.password;
  if (both) throw refusal(field, "two different passwords stand in it");
  return {
    url: `${scheme}//${authority}${within.rest}`,
    username: (beside.username || within.username) === "" ? null : beside.username || within.username,
    password: (beside.password || within.password) === "" ? null : beside.password || within.password,
  };
}

/** Of a file, a device of this machine, a test picture: there is no login in it. */
function localUrl(text: string, scheme: string, field: string): StreamUrl {
  const isV4l2 = /^v4l2:\/\/\/dev\/[\w./-]+(?:\?.*)?$/i.test(text) && !text.includes("/../");
  if (scheme === "v4l2:" && !isV4l2) throw refusal(field, "write a device as v4l2:///dev/video0");
  if (scheme === "dshow:" && !/^dshow:(?:\/\/)?(?:video=)?[^?]+/i.test(text))
    throw refusal(field, "write a device as dshow:video=NAME");
  return { url: text, username: null, password: null };
}

/** `udp://@239.1.2.3:5000` is written with an empty "user"; one that is there is the sender of a group (RFC 4607). */
function groupUrl(scheme: string, sender: string | undefined, authority: string, rest: string): string {
  if (!sender || /[?&]sources=/.test(rest)) return `${scheme}//${authority}${rest}`;
  return `${scheme}//${authority}${rest}${rest.includes("?") ? "&" : "?"}sources=${sender}`;
}

interface Within {
  readonly rest: string;
  readonly username: string;
  readonly password: string;
}

/**
 * Names under which devices take a login in path or query. The second form is `/user=admin_password=x_channel=1`:
 * an underscore ends a value only where the name of another follows.
 */
const passwordAt =
  /((?:^|[?&/_;])(?:password|passwd|pass|pwd|loginpas)=)([^&/;#]*?)(?=_(?:channel|stream|user)\b|[&/;#]|$)/i;
const userAt =
  /((?:^|[?&/_;])(?:username|user|usr|loginuse|login)=)([^&/;#]*?)(?=_(?:password|passwd|pass|pwd|channel|stream)=|[&/;#]|$)/i;

/** Path and query with places where a login stood; a user name alone is no login. */
function withPlaces(rest: string): Within {
  const secret = passwordAt.exec(rest)?.[2] ?? "";
  if (secret === "" || secret === passwordPlace) return { rest, username: "", password: "" };
  const user = userAt.exec(rest)?.[2] ?? "";
  return {
    rest: rest
      .replace(passwordAt, (_, name: string) => name + passwordPlace)
      .replace(userAt, (whole, name: string) => (user === "" ? whole : name + userPlace)),
    username: user === userPlace ? "" : decoded(user),
    password: decoded(secret),
  };
}

/** SRT's passphrase is handed over beside the address. */
function withoutPassphrase(rest: string): Within {
  const password = /[?&]passphrase=([^&#]*)/.exec(rest)?.[1] ?? "";
  const bare = rest.replace(/([?&])passphrase=[^&#]*&?/, "$1").replace(/[?&](?=#|$)/, "");
  return { rest: bare, username: "", password: decoded(password) };
}

/**
 * Whom a login is for: scheme, host and port of a stored address. Two addresses that answer the same here are the
 * same device to us, so a stored password may go on being used. "" for an address without a host.
 */
export function endpointOf(url: string): string {
  const parts = withAuthority.exec(url);
  const scheme = parts?.[1]?.toLowerCase() ?? "";
  if (parts === null || networkSchemes[scheme] === undefined) return "";
  const [, , , authority = ""] = parts;
  const port = /:(\d+)$/.exec(authority)?.[1] ?? networkSchemes[scheme] ?? "";
  return `${scheme}//${authority.replace(/:\d*$/, "").toLowerCase()}:${port}`;
}

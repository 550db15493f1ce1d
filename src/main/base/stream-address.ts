import type { StreamRole, Transport } from "../../protocol/camera.ts";

/** What a source needs to open a stream. `password` never leaves the core's memory and ffmpeg's standard input. */
export interface StreamAddress {
  readonly cameraId: string;
  readonly stream: StreamRole;
  /** Logins that a device wants inside its address stand there as `{user}` and `{password}`. */
  readonly url: string;
  readonly username: string | null;
  readonly password: string | null;
  readonly transport: Transport;
}

/** Where a user name and a password go in an address that carries them in its path or query. */
export const userPlace = "{user}";
export const passwordPlace = "{password}";

/** Whether the login of an address goes into the address itself, so that none is sent beside it. */
export function hasPlaces(url: string): boolean {
  return url.includes(userPlace) || url.includes(passwordPlace);
}

/** `url` with the login in its places, percent-encoded where an address could not hold it otherwise (RFC 3986, 3.3). */
export function filledIn(url: string, username: string | null, password: string | null): string {
  return url
    .replaceAll(userPlace, () => encoded(username ?? ""))
    .replaceAll(passwordPlace, () => encoded(password ?? ""));
}

function encoded(text: string): string {
  return text.toWellFormed().replaceAll(/[^A-Za-z0-9._~!$'()*,:@-]/gu, (one) => encodeURIComponent(one));
}

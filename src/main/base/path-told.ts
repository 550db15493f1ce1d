import { Fault } from "./fault.ts";
import { withoutCredentials } from "./log.ts";
import { filledIn, hasPlaces, passwordPlace, type StreamAddress, userPlace } from "./stream-address.ts";

/** Says that there is a path, and not which. */
const UNTOLD = "...";

/**
 * `error` as it may be told to everybody who sees the camera at `address`: the path that a fault names is the one that
 * a person typed, with the places of its login. A path that the device led us to may repeat the login in any form, so
 * it is left out where the address carries one, and where another host is meant.
 */
export function pathTold(
  error: unknown,
  { url, username, password }: Pick<StreamAddress, "url" | "username" | "password">,
): unknown {
  if (!(error instanceof Fault) || typeof error.detail.path !== "string") return error;
  const asked = URL.parse(filledIn(url, username, password));
  const typed = URL.parse(url);
  if (asked === null || typed === null) return error;
  const { host, path } = error.detail;
  const own = host === undefined || host === asked.hostname;
  const told =
    own && path === asked.pathname
      ? asTyped(typed.pathname)
      : own && !hasPlaces(url)
        ? withoutCredentials(path)
        : UNTOLD;
  return told === path
    ? error
    : new Fault(error.kind, { ...error.detail, path: told }, { cause: error.cause });
}

/** With its places, whose braces are percent-encoded in an address that was parsed. */
function asTyped(pathname: string): string {
  const path = pathname.replaceAll("%7Buser%7D", userPlace).replaceAll("%7Bpassword%7D", passwordPlace);
  return path.includes(passwordPlace) ? path : withoutCredentials(path);
}

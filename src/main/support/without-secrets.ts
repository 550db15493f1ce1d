import { withoutCredentials } from "../base/log.ts";

/** Names under which people and programs keep what opens something, or who they are. */
const secretName =
  /pass(?:word|wd|phrase)?|token|secret|\bpin\b|cookie|authorization|api_?key|signature|user(?:name)?$/i;
/** What stands behind the `?` of an address: keys of services, names, passwords of cameras. */
const query = /([a-z][a-z0-9+.-]{0,30}:\/\/[^\s?'"\\]*)\?[^\s'"\\]*/gi;

/** A text without the user, password and query of every address in it. */
export function textWithoutSecrets(text: string): string {
  return withoutCredentials(text).replace(query, "$1?...");
}

/** The same value with no secret in it: those that are named so, and those in addresses. */
export function withoutSecrets(value: unknown): unknown {
  if (typeof value === "string") return textWithoutSecrets(value);
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      typeof each === "string" && secretName.test(name) ? "..." : withoutSecrets(each),
    ]),
  );
}

/** Of a part of a path that is longer nobody knows whether it is a key. */
const PLAIN_PART = /^[a-z0-9_.-]{1,12}$/i;

/**
 * The parts of an address's path that may be keys, as they stand in it and decoded: whatever names them elsewhere, a
 * fault or a line of a log, is cut there as well. Places of a map's tiles, as `{z}`, are none.
 */
export function keysInPath(address: string): string[] {
  const parts = URL.parse(address)?.pathname.split("/") ?? [];
  return parts.flatMap((part) => {
    const plain = decoded(part);
    if (part === "" || PLAIN_PART.test(part) || /^\{\w+\}(?:\.\w+)?$/.test(plain)) return [];
    return part === plain ? [part] : [part, plain];
  });
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}

/** `text` without any of `keys`. */
export function withoutKeys(text: string, keys: readonly string[]): string {
  return keys.reduce((rest, key) => rest.replaceAll(key, "..."), text);
}

/** The address of a camera as far as it says what device it is: no user, no query, no part that might be a key. */
export function addressWithoutSecrets(address: string): string {
  const url = URL.parse(address);
  if (url === null) return "...";
  const parts = url.pathname.split("/").map((part) => (part === "" || PLAIN_PART.test(part) ? part : "..."));
  return `${url.protocol}//${url.host}${parts.join("/")}${url.search === "" ? "" : "?..."}`;
}

export const LOOPBACK_NAMES: readonly string[] = ["localhost", "127.0.0.1", "::1"];

/** True for the names that only this machine reaches; other addresses of 127/8 are served over TLS like any. */
export function isLoopbackName(host: string): boolean {
  return LOOPBACK_NAMES.includes(host.toLowerCase());
}

/** True where the peer's address of a socket is this machine's loopback. */
export function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && LOOPBACK_NAMES.includes(address.replace(/^::ffff:/, ""));
}

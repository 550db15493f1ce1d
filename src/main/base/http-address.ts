import { isUtf8 } from "node:buffer";
import type { DeviceAddress } from "./device-address.ts";

/** Where ONVIF devices answer, unless their address says otherwise (ONVIF Core, 5.1). */
const USUAL_PATH = "/onvif/device_service";

/**
 * The address of a device as a person typed it, with the login that stood in it taken out and percent-decoded; null
 * where it is not of http or https.
 */
export function readHttpAddress(typed: string): DeviceAddress | null {
  const parsed = URL.parse(typed.trim());
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.hostname === "") return null;
  const username = decoded(parsed.username);
  const password = decoded(parsed.password);
  parsed.username = "";
  parsed.password = "";
  parsed.hash = "";
  if (parsed.pathname === "/") parsed.pathname = USUAL_PATH;
  return { url: parsed.href, username: username || null, password: password || null };
}

/** `text` percent-decoded; a "%" that begins no code stands for itself, as people write passwords. */
function decoded(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (codes) => {
    const bytes = Buffer.from(codes.replaceAll("%", ""), "hex");
    return isUtf8(bytes) ? bytes.toString("utf8") : codes;
  });
}

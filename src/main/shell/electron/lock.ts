import { createHash, X509Certificate } from "node:crypto";
import type { ContentsPort, SessionPort } from "./ports.ts";

/** Results of a certificate verification (Electron, Session.setCertificateVerifyProc). */
const TRUSTED = 0;
const REFUSED = -2;
const CHROMIUM_DECIDES = -3;

/** Base64 of the SHA-256 of a PEM certificate's public key (SPKI, DER). */
function publicKeyHash(pem: string): string {
  const der = new X509Certificate(pem).publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(der).digest("base64");
}

/**
 * Nothing that a page asks for is granted, nothing is saved to disk, and over TLS only the core's own key is
 * trusted. `spki` gives the key of the core as it is reached now: base64 SHA-256, null over plain HTTP.
 */
export function lockSession(session: SessionPort, spki: () => string | null): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  session.on("will-download", (event) => event.preventDefault());
  session.setCertificateVerifyProc((request, answer) => {
    const pinned = spki();
    if (pinned === null) {
      answer(CHROMIUM_DECIDES);
    } else {
      answer(publicKeyHash(request.certificate.data) === pinned ? TRUSTED : REFUSED);
    }
  });
}

/** The page stays on the core: it goes nowhere else, opens no window and holds no other page. */
export function lockContents(contents: ContentsPort, origin: () => string): void {
  const stay = (event: { preventDefault(): void; readonly url: string }) => {
    if (!URL.canParse(event.url) || new URL(event.url).origin !== origin()) {
      event.preventDefault();
    }
  };
  contents.on("will-navigate", (event) => stay(event));
  contents.on("will-frame-navigate", (event) => stay(event));
  contents.on("will-redirect", (event) => stay(event));
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
}

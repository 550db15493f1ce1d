import { createHash, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:https";
import { generate } from "selfsigned";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pinnedRequest } from "../../../src/main/shell/pinned-request.ts";
import { forTerminal, howEnded } from "../../../src/main/shell/told.ts";

let server: Server;
let url: URL;
let spki = "";
let heard: (string | undefined)[] = [];

beforeAll(async () => {
  const { cert, private: key } = await generate([{ name: "commonName", value: "dinding" }]);
  const der = new X509Certificate(cert).publicKey.export({ type: "spki", format: "der" });
  spki = createHash("sha256").update(der).digest("base64");
  server = createServer({ cert, key }, (request, response) => {
    heard.push(request.headers.authorization);
    if (request.url !== "/never") {
      response.writeHead(200, { etag: '"7"' }).end("answer");
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  url = new URL(
    `https://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}/path`,
  );
});

beforeEach(() => {
  heard = [];
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = { method: "GET", headers: { authorization: "Bearer secret" }, timeoutMs: 5_000 } as const;

describe("a request to a core over TLS", () => {
  it("reaches the server that shows the pinned key, though nobody vouches for its certificate", async () => {
    const reply = await pinnedRequest({ ...ask, url, spki });
    expect(reply).toMatchObject({ status: 200, text: "answer", headers: { etag: '"7"' } });
    expect(heard).toEqual(["Bearer secret"]);
  });

  it.each([
    ["another key", createHash("sha256").update("another").digest("base64")],
    ["no key at all", null],
  ])("tells a server its token only after the key was checked: %s is pinned", async (_, pinned) => {
    await expect(pinnedRequest({ ...ask, url, spki: pinned })).rejects.toThrow("another certificate");
    expect(heard).toEqual([]);
  });

  it("gives up on a server that does not answer", async () => {
    const request = pinnedRequest({ ...ask, url: new URL("/never", url), spki, timeoutMs: 200 });
    await expect(request).rejects.toThrow("does not answer");
  });
});

describe("what a person at a terminal reads", () => {
  it("is warnings with their time, and whatever is no log line as it stands", () => {
    expect(forTerminal('{"level":30,"time":"2026-11-21T14:03:27.100Z","msg":"all is well"}')).toBeNull();
    expect(forTerminal('{"level":40,"time":"2026-11-21T14:03:27.100Z","msg":"slow"}')).toBe("14:03:27 slow");
    expect(forTerminal("Port 7080 is in use.")).toBe("Port 7080 is in use.");
    expect(forTerminal("{half")).toBe("{half");
  });

  it("says how something ended by signal, status or reason", () => {
    const ended = { code: null, signal: null, livedMs: 0, error: null };
    expect(howEnded({ ...ended, signal: "SIGKILL" })).toBe("SIGKILL");
    expect(howEnded({ ...ended, code: 1 })).toBe("status 1");
    expect(howEnded({ ...ended, error: new Error("spawn ENOENT") })).toBe("spawn ENOENT");
  });
});

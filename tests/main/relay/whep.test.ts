import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { WhepRelay } from "../../../src/main/relay/whep.ts";
import type { StreamAddress } from "../../../src/main/base/stream-address.ts";
import { addressOf } from "../feeds/parts.ts";

async function serve(answer: RequestListener): Promise<number> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

function relayOf(address: StreamAddress): WhepRelay {
  const relay = new WhepRelay(() => address);
  onTestFinished(() => relay.end());
  return relay;
}

describe("the relay of WHEP", () => {
  it("puts a login into the address where the server wants it there, and nowhere else", async () => {
    const asked: string[] = [];
    const port = await serve((request, response) => {
      asked.push(`${request.url} ${request.headers.authorization}`);
      if (request.url?.endsWith("/k") === true) response.writeHead(201).end("v=0\r\n");
      else response.writeHead(404).end();
    });
    const url = `whep://127.0.0.1:${port}/live/{user}/{password}`;
    const right = relayOf(addressOf(url, { username: "ana", password: "k" }));
    expect(await right.open("cam", "main", "v=0\r\n")).toEqual({ sdp: "v=0\r\n", word: null });
    const wrong = relayOf(addressOf(url, { username: "ana", password: "s3cret" }));
    await expect(wrong.open("cam", "main", "v=0\r\n")).rejects.toMatchObject({
      ...{ kind: "wrongPath", detail: { path: "/live/{user}/{password}" } },
    });
    expect(asked).toEqual(["/live/ana/k undefined", "/live/ana/s3cret undefined"]);
  });

  it("reads no answer without an end, and says of one that is cut what it says of others", async () => {
    let sent = 0;
    const port = await serve((request, response) => {
      response.writeHead(201);
      if (request.url === "/cut") {
        response.write("v=0\r\n", () => response.destroy());
        return;
      }
      const chunk = Buffer.alloc(16_384, "v=0\r\n");
      const pour = () => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.byteLength;
      };
      response.on("drain", pour);
      pour();
    });
    const endless = relayOf(addressOf(`whep://127.0.0.1:${port}/endless`));
    await expect(endless.open("cam", "main", "v=0\r\n")).rejects.toMatchObject({ kind: "notVideo" });
    // What was under way in the system's own buffers, and no more.
    expect(sent).toBeLessThan(32e6);
    const cut = relayOf(addressOf(`whep://127.0.0.1:${port}/cut`));
    await expect(cut.open("cam", "main", "v=0\r\n")).rejects.toMatchObject({
      kind: expect.stringMatching(/^(?:ended|unreachable)$/),
    });
  });
});

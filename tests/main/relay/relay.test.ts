import { once } from "node:events";
import { createServer } from "node:http";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { systemClock } from "../../../src/main/base/clock.ts";
import { isPlaylist, relayedPlaylist } from "../../../src/main/relay/playlist.ts";
import { Relay } from "../../../src/main/relay/relay.ts";
import { Seal } from "../../../src/main/relay/seal.ts";
import { addressOf } from "../feeds/parts.ts";

const base = new URL("https://portal.example/kota/live.m3u8?token=1");
const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0).toReversed()) close();
});

describe("a playlist that is handed on", () => {
  it("names nothing but what the core hands on, in lines and in attributes", () => {
    const text = [
      "#EXTM3U",
      "#EXT-X-VERSION:6",
      '#EXT-X-KEY:METHOD=AES-128,URI="key.bin",IV=0x1',
      '#EXT-X-MAP:URI="https://cdn.example/init.mp4",BYTERANGE="10@0"',
      "# a comment with seg0.ts",
      "#EXTINF:2.000,",
      "seg1.ts",
      "#EXTINF:2.000,",
      "https://cdn.example/seg2.ts?a=b",
      "",
    ].join("\n");
    const placed: string[] = [];
    const out = relayedPlaylist(text, base, (url) => {
      placed.push(url);
      return `/r/${placed.length}`;
    });
    expect(placed).toEqual([
      "https://portal.example/kota/key.bin",
      "https://cdn.example/init.mp4",
      "https://portal.example/kota/seg1.ts",
      "https://cdn.example/seg2.ts?a=b",
    ]);
    expect(out.split("\n")).toEqual([
      "#EXTM3U",
      "#EXT-X-VERSION:6",
      '#EXT-X-KEY:METHOD=AES-128,URI="/r/1",IV=0x1',
      '#EXT-X-MAP:URI="/r/2",BYTERANGE="10@0"',
      "# a comment with seg0.ts",
      "#EXTINF:2.000,",
      "/r/3",
      "#EXTINF:2.000,",
      "/r/4",
      "",
    ]);
  });

  it("keeps its lines whatever is in it", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (lines) => {
        const text = ["#EXTM3U", ...lines].join("\n");
        const out = relayedPlaylist(text, base, () => "/r/x");
        expect(isPlaylist(out)).toBe(true);
        expect(out.split("\n")).toHaveLength(text.split("\n").length);
      }),
    );
  });
});

describe("a sealed address", () => {
  it("opens for its own feed and for no other, and never after a change", () => {
    const seal = new Seal();
    fc.assert(
      fc.property(fc.webUrl(), fc.nat(), (url, at) => {
        const word = seal.close("a/main", url);
        expect(seal.open("a/main", word)).toBe(url);
        expect(seal.open("b/main", word)).toBeNull();
        expect(new Seal().open("a/main", word)).toBeNull();
        const place = at % word.length;
        const other = word[place] === "A" ? "B" : "A";
        const changed = word.slice(0, place) + other + word.slice(place + 1);
        // The last character of base64 may carry bits that mean nothing.
        const meaning = (text: string) =>
          text.split(".").map((part) => Buffer.from(part, "base64url").toString("hex"));
        if (meaning(changed).join() !== meaning(word).join()) expect(seal.open("a/main", changed)).toBeNull();
      }),
    );
  });
});

describe("the relay", () => {
  async function server() {
    const asked: string[] = [];
    const http = createServer((request, response) => {
      asked.push(request.url ?? "");
      if (request.url === "/live.m3u8") return response.end("#EXTM3U\n#EXTINF:2,\nseg1.ts\n");
      if (request.url === "/seg1.ts") return response.end("picture");
      if (request.url === "/page.m3u8") return response.end("<html>");
      return response.writeHead(404).end();
    }).listen(0, "127.0.0.1");
    await once(http, "listening");
    const address = http.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    open.push(() => {
      http.closeAllConnections();
      http.close();
    });
    return { asked, url: (path: string) => `http://127.0.0.1:${address.port}${path}` };
  }

  function relayOf(url: string): Relay {
    const address = addressOf(url);
    const relay = new Relay({
      clock: systemClock,
      lookup: (cameraId) => (cameraId === "cam" ? address : null),
    });
    open.push(() => relay.close());
    return relay;
  }

  const asking = { cameraId: "cam", stream: "main", word: null, query: {}, range: null } as const;

  it("fetches each piece once, however many pages ask", async () => {
    const { asked, url } = await server();
    const relay = relayOf(url("/live.m3u8"));
    const words: string[] = [];
    const pathOf = (word: string) => {
      words.push(word);
      return `/relay/${word}`;
    };
    const playlists = await Promise.all([1, 2, 3].map(() => relay.get(asking, pathOf)));
    expect(new Set(playlists.map(({ body }) => body.toString())).size).toBe(1);
    const [word = ""] = words;
    const pieces = await Promise.all([1, 2, 3].map(() => relay.get({ ...asking, word }, pathOf)));
    expect(pieces.map(({ body }) => body.toString())).toEqual(["picture", "picture", "picture"]);
    expect(asked).toEqual(["/live.m3u8", "/seg1.ts"]);
  });

  it("keeps its connection while other cameras are edited, and leaves it where its own is", async () => {
    const ports = new Set<number | undefined>();
    const http = createServer((request, response) => {
      ports.add(request.socket.remotePort);
      response.end("#EXTM3U\n#EXTINF:2,\nseg1.ts\n");
    }).listen(0, "127.0.0.1");
    await once(http, "listening");
    open.push(() => {
      http.closeAllConnections();
      http.close();
    });
    const bound = http.address();
    if (bound === null || typeof bound === "string") throw new Error("no port");
    const url = `http://127.0.0.1:${bound.port}/live.m3u8`;
    let password: string | null = null;
    // As the address book gives them: other objects after each edit.
    const relay = new Relay({ clock: systemClock, lookup: () => addressOf(url, { password }) });
    open.push(() => relay.close());
    for (const part of ["1", "2", "3"])
      await relay.get({ ...asking, query: { _HLS_msn: part } }, (word) => word);
    expect(ports.size).toBe(1);
    password = "another";
    await relay.get({ ...asking, query: { _HLS_msn: "4" } }, (word) => word);
    expect(ports.size).toBe(2);
  });

  it("opens nothing that no playlist named", async () => {
    const { asked, url } = await server();
    const relay = relayOf(url("/live.m3u8"));
    const forged = `${Buffer.from(url("/secret")).toString("base64url")}.${"A".repeat(43)}`;
    await expect(relay.get({ ...asking, word: forged }, String)).rejects.toMatchObject({ kind: "notFound" });
    await expect(relay.get({ ...asking, cameraId: "other" }, String)).rejects.toMatchObject({
      kind: "notFound",
    });
    expect(asked).toEqual([]);
  });

  it("says what is wrong in the words of cameras", async () => {
    const { url } = await server();
    await expect(relayOf(url("/nothing")).get(asking, String)).rejects.toMatchObject({ kind: "wrongPath" });
    await expect(relayOf(url("/page.m3u8")).get(asking, String)).rejects.toMatchObject({ kind: "notVideo" });
    await expect(relayOf("http://127.0.0.1:9/a.m3u8").get(asking, String)).rejects.toMatchObject({
      kind: "unreachable",
    });
  });
});

import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer, type Server } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { hello } from "../../../src/main/probe/hello.ts";
import { addressOf } from "../feeds/parts.ts";

const login = { username: "ana", password: "k@:/s" };
const { signal } = new AbortController();

async function portOf(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.close();
    await once(server, "close");
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

it("a camera that wants its login in its address is asked with it there, once, and with none beside it", async () => {
  const asked: string[] = [];
  const port = await portOf(
    createServer((socket) => {
      socket.on("error", () => undefined);
      socket.on("data", (bytes) => {
        const text = bytes.toString();
        asked.push(text);
        const isRight = text.includes("user=ana&password=k@:%2Fs");
        socket.write(
          isRight
            ? "RTSP/1.0 200 OK\r\nContent-Length: 12\r\n\r\nm=audio 0 x\n"
            : 'RTSP/1.0 401 Unauthorized\r\nWWW-Authenticate: Digest realm="r", nonce="n"\r\n\r\n',
        );
      });
    }),
  );
  const url = `rtsp://127.0.0.1:${port}/user={user}&password={password}&channel=1`;
  expect(await hello(addressOf(url, login), signal)).toMatchObject({ audio: true });
  await expect(hello(addressOf(url, { ...login, password: "no" }), signal)).rejects.toMatchObject({
    kind: "loginRefused",
  });
  expect(asked).toHaveLength(2);
  expect(asked.join("")).not.toMatch(/Authorization|%7B|\{/);
});

it("a camera over HTTP is asked for a head alone: its pictures may go to one viewer only", async () => {
  const asked: string[] = [];
  const server = createHttpServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(200, { date: new Date(Date.now() + 3_600_000).toUTCString() }).end();
  });
  const port = await portOf(server);
  const { aheadMs, firstByteMs } = await hello(
    addressOf(`http://127.0.0.1:${port}/mjpeg?usr={user}&pwd={password}`, login),
    signal,
  );
  expect(asked).toEqual(["HEAD /mjpeg?usr=ana&pwd=k@:%2Fs"]);
  expect(Math.abs((aheadMs ?? 0) - 3_600_000)).toBeLessThan(60_000);
  expect(firstByteMs).not.toBeNull();
});

import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { probeSchema } from "../../../src/protocol/probe.ts";
import { type RunningCore, startHere } from "./core.ts";

let core: RunningCore;
beforeAll(async () => {
  core = await startHere({ env: { PATH: process.env["PATH"] ?? "" } });
});
afterAll(() => core.stop());

const probe = (body: object, language = "en") =>
  core.ask("POST", "/api/cameras/probe", {
    ...{ token: core.tokens.technician, body },
    headers: { "accept-language": language },
  });

/** A device that refuses every login, and the headers that came with them. */
async function lockedDevice() {
  const logins: string[] = [];
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      const text = bytes.toString();
      const login = /^Authorization: (.*)$/im.exec(text)?.[1];
      if (login !== undefined) logins.push(login);
      const sequence = /CSeq: (\d+)/.exec(text)?.[1] ?? "1";
      socket.write(
        `RTSP/1.0 401 Unauthorized\r\nCSeq: ${sequence}\r\nWWW-Authenticate: Digest realm="r", nonce="n"\r\n\r\n`,
      );
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  return { url: `rtsp://127.0.0.1:${address.port}/a`, logins };
}

it("tries a stored password at the machine it was given for, and at no other", async () => {
  const own = await lockedDevice();
  const other = await lockedDevice();
  const stored = { role: "main", url: own.url, username: "ana", password: "s3cr3t" };
  const body = { id: "terkunci", name: "Terkunci", streams: [stored] };
  await core.ask("POST", "/api/cameras", { token: core.tokens.admin, body });
  const at = (url: string) => probe({ cameraId: "terkunci", url, username: "ana" }, "id");
  const answer = await at(`${own.url}/lain`);
  expect(answer.as(probeSchema).findings).toMatchObject([
    { kind: "failed", detail: { sentence: "127.0.0.1 menolak nama pengguna atau kata sandi." } },
  ]);
  expect(answer.text).not.toContain("s3cr3t");
  // MD5(MD5("ana:r:s3cr3t"):n:MD5("DESCRIBE:<url>")), once: a camera that is tried again and again locks us out.
  expect(own.logins).toHaveLength(1);
  await at(other.url);
  const digests = [...own.logins, ...other.logins].map((login) => /response="(\w+)"/.exec(login)?.[1]);
  const md5 = (text: string) => createHash("md5").update(text).digest("hex");
  const expected = (password: string, url: string) =>
    md5(`${md5(`ana:r:${password}`)}:n:${md5(`DESCRIBE:${url}`)}`);
  expect(digests).toEqual([expected("s3cr3t", `${own.url}/lain`), expected("", other.url)]);
});

it("names what does not fit", async () => {
  const nothing = await probe({});
  expect(nothing.status).toBe(400);
  const gopher = await probe({ url: "gopher://x/1" });
  expect(gopher.problem().errors?.[0]?.field).toBe("url");
  const missing = await probe({ cameraId: "tidak-ada" });
  expect(missing.status).toBe(404);
});

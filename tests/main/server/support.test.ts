import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { strFromU8, unzipSync } from "fflate";
import { afterEach, expect, it } from "vitest";
import { createKeptLog, logFolder } from "../../../src/main/base/kept-log.ts";
import { supportBundle } from "../../../src/main/support/bundle.ts";
import { keysInPath, withoutKeys } from "../../../src/main/support/without-secrets.ts";
import { routes } from "../../../src/protocol/routes.ts";
import { startHere } from "./core.ts";

/** Bytes of a file behind the API. */
function fetched(origin: string, path: string, token: string): Promise<{ status: number; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    request(
      new URL(path, origin),
      { headers: { authorization: `Bearer ${token}` }, agent: false },
      (reply) => {
        const parts: Buffer[] = [];
        reply.on("data", (part: Buffer) => parts.push(part));
        reply.on("error", reject);
        reply.on("end", () => resolve({ status: reply.statusCode ?? 0, bytes: Buffer.concat(parts) }));
      },
    )
      .on("error", reject)
      .end();
  });
}

/** Everything in an archive, by the names of its files. */
const unpacked = (bytes: Buffer) =>
  new Map(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]));

it("holds what helps and none of the secrets that were given to the core", async () => {
  const kept = createKeptLog("debug");
  const core = await startHere({ args: ["--site", "pontianak"], log: kept.log });
  const stop = await kept.keepIn(core.data);
  try {
    const { admin } = core.tokens;
    const secrets = {
      admin: "sandi-admin-rahasia",
      account: "sandi-operator-rahasia",
      cameraUser: "kamerauser7",
      camera: "Kam3ra-Rahasia",
      userinfo: "us3rinfo-rahasia",
      query: "kunci-query-rahasia",
      path: "streamkey0123456789abcdef",
      onvif: "onv1f-rahasia",
      map: "kunci-peta-rahasia",
      pin: "864213",
    };
    const told = async (method: string, path: string, body: unknown, token = admin) => {
      const answer = await core.ask(method, path, { token, body });
      expect(answer.status, `${path} ${answer.text}`).toBeLessThan(300);
      return answer;
    };
    await core.ask("POST", "/api/setup", { body: { password: secrets.admin } });
    await told("POST", "/api/accounts", { name: "oki", role: "operator", password: secrets.account });
    const session = (await told("POST", "/api/session", { name: "oki", password: secrets.account })).as(
      routes.signIn.reply,
    );
    await told("PUT", "/api/me/pin", { password: secrets.account, pin: secrets.pin }, session.token);
    const made = (await told("POST", "/api/tokens", { name: "Papan", role: "viewer" })).as(
      routes.addToken.reply,
    );
    await told("POST", "/api/cameras", {
      ...{ id: "satu", name: "Satu" },
      onvif: { url: "http://127.0.0.1:1/onvif", username: "admin", password: secrets.onvif },
      streams: [
        {
          ...{ role: "main", username: secrets.cameraUser, password: secrets.camera },
          url: `rtsp://127.0.0.1:1/live?token=${secrets.query}`,
        },
        { role: "sub", url: `rtmp://lain:${secrets.userinfo}@127.0.0.1:1/live/${secrets.path}` },
      ],
    });
    // A server that refuses the path names it in its fault.
    kept.log.warn({ problem: `127.0.0.1 has no stream at /live/${secrets.path}` }, "a camera was refused");
    // Opened, refused and logged.
    await core.ask("GET", "/api/cameras/satu/picture", { token: admin });
    await core.ask("POST", "/api/session", { body: { name: "oki", password: `${secrets.account}-salah` } });
    const hook = await told("POST", "/api/incident-sources", {
      name: "Sumber",
      adapter: { kind: "webhook" },
    });
    const hookSecret = /"secret":"([^"]+)"/.exec(hook.text)?.[1] ?? "no secret was made";
    kept.log.warn({ url: `https://peta.example/x?key=${secrets.map}` }, "a map could not be read");

    const { status, bytes } = await fetched(core.origin, "/api/support", core.tokens.technician);
    expect(status).toBe(200);
    const files = unpacked(bytes);
    const sections = ["machine", "database", "site", "walls", "outputs", "feeds", "cameras", "settings"];
    for (const name of sections) expect(files.get(`${name}.json`), name).not.toContain("notMade");
    expect(JSON.parse(files.get("database.json") ?? "")).toMatchObject({ problems: [] });
    expect(files.get("cameras.json")).toContain("rtsp://127.0.0.1:1/live?...");
    const log = [...files]
      .filter(([name]) => name.startsWith("logs/"))
      .map(([, text]) => text)
      .join("");
    expect(log).toContain("a map could not be read");
    const all = [...files.values()].join("\n");
    const given = { ...secrets, session: session.token, token: made.token, hookSecret, asker: admin };
    for (const [what, secret] of Object.entries(given)) expect(all.includes(secret), what).toBe(false);

    expect((await fetched(core.origin, "/api/support", core.tokens.operator)).status).toBe(403);
    const audit = await core.ask("GET", "/api/audit", { token: admin });
    expect(audit.text).toContain('"supportBundle"');
  } finally {
    stop();
    await core.stop();
  }
});

it("is made as well where no log was kept", async () => {
  const core = await startHere({ args: ["--site", "tarakan"] });
  try {
    const { bytes } = await fetched(core.origin, "/api/support", core.tokens.technician);
    expect([...unpacked(bytes).keys()]).toContain("machine.json");
    expect(logFolder(core.data)).toContain("logs");
  } finally {
    await core.stop();
  }
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A folder of log files, the last one the newest. */
function logsOf(texts: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "dinding-logs-"));
  folders.push(folder);
  for (const [n, text] of texts.entries()) {
    const file = join(folder, `core.${n}.log`);
    writeFileSync(file, text);
    utimesSync(file, n, n);
  }
  return folder;
}

it("packs a log of several megabytes line by line, in a thread, and leaves out the oldest files", async () => {
  const line = (n: number) =>
    `{"n":${n},"url":"rtsp://oki:sandi@10.0.0.8/live/kunci-${n % 7}-rahasia-panjang"}`;
  const lines = Array.from({ length: 40_000 }, (_, n) => line(n));
  const logs = logsOf([...Array.from({ length: 8 }, (_, n) => `lama ${n}\n`), `${lines.join("\n")}\n`]);
  const keys = ["kunci-1", "kunci-1-rahasia-panjang"];
  const cannot = () => Promise.reject(new Error("tidak bisa"));
  const sections = [
    { name: "baik", make: () => ({ url: "http://a:b@c/d" }) },
    { name: "gagal", make: cannot },
  ];
  const files = unpacked(await buffer(supportBundle(sections, logs, keys)));
  expect([...files.keys()]).toEqual([
    ...["baik.json", "gagal.json"],
    ...[8, 7, 6, 5, 4, 3, 2, 1].map((n) => `logs/core.${n}.log`),
  ]);
  expect(JSON.parse(files.get("baik.json") ?? "")).toEqual({ url: "http://...@c/d" });
  expect(JSON.parse(files.get("gagal.json") ?? "")).toEqual({ notMade: "tidak bisa" });
  // A key within a longer one leaves nothing of that.
  const cut = lines.map((text) => text.replace("oki:sandi", "...").replace("kunci-1-rahasia-panjang", "..."));
  expect(files.get("logs/core.8.log")).toBe(`${cut.join("\n")}\n`);
});

it("ends its thread when who asked for it goes away, and when it fails", async () => {
  const threads = () => process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length;
  const before = threads();
  const logs = logsOf(["a\n"]);
  const left = supportBundle([{ name: "satu", make: () => "x".repeat(1000) }], logs, []);
  await new Promise((resolve) => left.once("data", resolve));
  expect(threads()).toBeGreaterThan(before);
  left.destroy();
  await expect.poll(threads).toBe(before);
  // No folder, and so nothing that can be listed.
  await expect(buffer(supportBundle([], join(logs, "core.0.log"), []))).rejects.toThrow("ENOTDIR");
  await expect.poll(threads).toBe(before);
});

it("cuts what may be a key of a path wherever it stands, and leaves the places of a map's tiles", () => {
  expect(keysInPath("http://peta/kunci-0123456789/{z}/{x}/{y}.png")).toEqual(["kunci-0123456789"]);
  const keys = keysInPath("rtmp://cam/live/kunci%20rahasia%20panjang");
  expect(withoutKeys("no stream at /live/kunci rahasia panjang", keys)).toBe("no stream at /live/...");
  expect(withoutKeys("GET /live/kunci%20rahasia%20panjang", keys)).toBe("GET /live/...");
  expect(keysInPath("rtsp://cam/Streaming/Channels/101")).toEqual([]);
});

import { spawnSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { request } from "node:https";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterEach, expect, it, vi } from "vitest";
import { generate } from "selfsigned";
import { WebSocket } from "ws";
import { z } from "zod";
import { glassChannelPath } from "../../../src/protocol/channel.ts";
import { routes } from "../../../src/protocol/routes.ts";
import { sessionSchema } from "../../../src/protocol/session.ts";
import { ensureAuthority, maySign, signServer } from "../../../src/main/server/authority.ts";
import { loadCertificate } from "../../../src/main/server/certificate.ts";
import { TestPage } from "./page.ts";
import { ask, dataFolder, type RunningCore, startHere } from "./core.ts";

// 127.0.0.2 is on this machine and still no loopback name of ours, so it stands for any address of the network.
const args = ["--site", "tarakan", "--host", "127.0.0.2"];
const runFile = z.object({ spki: z.string(), token: z.string() });
const DAY_MS = 86_400_000;

let core: RunningCore | null = null;
const removals: (() => void)[] = [];
afterEach(async () => {
  await core?.stop();
  core = null;
  for (const remove of removals.splice(0)) remove();
});

/** Secrets of a store, in memory. */
function secrets() {
  const kept = new Map<string, string>();
  return {
    kept,
    getSecret: async (key: string) => kept.get(key) ?? null,
    putSecret: async (key: string, value: string) => void kept.set(key, value),
  };
}

const settings = secrets();
/** The certificate of a folder, signed by one authority for all of them. */
const load = (folder: string, names: readonly string[], now: number) =>
  loadCertificate(folder, names, now, () => ensureAuthority(settings, names, now));

function files(data: string) {
  return { cert: join(data, "tls", "cert.pem"), key: join(data, "tls", "key.pem") };
}

it("an address other than loopback is served over TLS only, with a certificate made at the first start", async () => {
  core = await startHere({ args });
  expect(core.origin).toMatch(/^https:\/\/127\.0\.0\.2:\d+$/);
  const { cert, key } = files(core.data);
  const ca = readFileSync(cert, "utf8");
  expect(statSync(key).mode & 0o777).toBe(0o600);
  const answer = await core.ask("GET", "/api/health", { ca });
  expect(answer.status).toBe(200);
  expect(answer.headers["strict-transport-security"]).toBeUndefined();
  await expect(ask(core.origin.replace("https:", "http:"), "GET", "/api/health")).rejects.toThrow();
  await expect(ask(core.origin, "GET", "/api/health")).rejects.toThrow(/self-signed/);

  const run = runFile.parse(JSON.parse(readFileSync(join(core.data, "run.json"), "utf8")));
  const certificate = new X509Certificate(ca);
  const der = certificate.publicKey.export({ type: "spki", format: "der" });
  expect(run.spki).toBe(createHash("sha256").update(der).digest("base64"));
  expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe("prime256v1");
  expect((await core.ask("GET", "/api/site", { ca, token: run.token })).status).toBe(200);

  const page = await TestPage.open(core, ["out-1"], { ca, cookie: core.tokens.operator });
  await vi.waitFor(() => expect(page.glass?.outputs[0]?.id).toBe("out-1"), 20_000);
  page.close();

  const setUp = { ca, body: { password: "kata-sandi-admin" } };
  // Over the network nobody may take the core, and a visitor there is no operator.
  expect((await core.ask("POST", "/api/setup", setUp)).status).toBe(403);

  const before = readFileSync(cert, "utf8");
  core = await core.restart();
  expect(readFileSync(cert, "utf8")).toBe(before);
});

it("whoever trusts the authority that is told at the door trusts the pages", async () => {
  core = await startHere({ args });
  const bundle = readFileSync(files(core.data).cert, "utf8");
  const told = (await core.ask("GET", "/api/trust", { ca: bundle })).as(routes.trust.reply);
  const file = await core.ask("GET", "/api/trust/dinding.crt", { ca: bundle });
  expect(file.headers["content-type"]).toBe("application/x-x509-ca-cert");
  const [, authority = ""] = bundle.split(/(?<=END CERTIFICATE-----)\n/);
  expect(told.authority?.fingerprint).toBe(new X509Certificate(authority).fingerprint256);
  expect(told.addresses).toContain(core.origin);
  expect(told.addresses.join()).not.toContain("dinding");
  expect((await core.ask("GET", "/api/health", { ca: authority })).status).toBe(200);
});

it("the cookie over TLS never travels without it", async () => {
  core = await startHere({ args, env: { DINDING_ADMIN_PASSWORD: "kata-sandi-admin" } });
  const ca = readFileSync(files(core.data).cert, "utf8");
  const body = { name: "admin", password: "kata-sandi-admin" };
  const answer = await core.ask("POST", "/api/session", { ca, body });
  expect(answer.status).toBe(200);
  expect(String(answer.headers["set-cookie"])).toContain("Secure");
  const headers = { origin: core.origin };
  const { token } = sessionSchema.parse(answer.json());
  expect((await core.ask("DELETE", "/api/session", { ca, cookie: token, headers })).status).toBe(204);
});

it("an address that the machine got after the start is served, and a name that points to it is not", async () => {
  core = await startHere({ args: ["--site", "tarakan", "--host", "0.0.0.0"] });
  const { port } = new URL(core.origin);
  const { operator } = core.tokens;
  // On this machine and in no list of its addresses, as one that DHCP gives later.
  const late = `127.0.0.77:${port}`;
  const status = async (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const options = { headers: { host }, rejectUnauthorized: false, agent: false };
      const asked = request(`https://${late}/api/health`, options, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      asked.on("error", reject).end();
    });
  expect(await status(late)).toBe(200);
  for (const foreign of ["evil.example", `127.0.0.78:${port}`]) expect(await status(foreign)).toBe(421);
  const socket = new WebSocket(`wss://${late}${glassChannelPath}`, {
    headers: { cookie: `dinding_session=${operator}`, origin: `https://${late}` },
    rejectUnauthorized: false,
  });
  await once(socket, "open");
  socket.terminate();
});

it("old versions of TLS are refused", async () => {
  core = await startHere({ args });
  const { hostname, port } = new URL(core.origin);
  const socket = connect({
    host: hostname,
    port: Number(port),
    rejectUnauthorized: false,
    maxVersion: "TLSv1.1",
    minVersion: "TLSv1",
  });
  const message = await new Promise<string>((resolve) => {
    socket.once("error", (error) => resolve(error.message));
  });
  expect(message).toMatch(/protocol|alert|version/i);
  socket.destroy();
});

it("the city's own certificate is used as it is, and its names are ours", async () => {
  const { folder, remove } = dataFolder();
  removals.push(remove);
  const { cert, key } = files(folder);
  mkdirSync(join(folder, "tls"));
  const own = await generate([{ name: "commonName", value: "wall.tarakan.test" }], {
    keyType: "ec",
    algorithm: "sha256",
    notAfterDate: new Date(Date.now() + 5 * DAY_MS),
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: "wall.tarakan.test" }] }],
  });
  writeFileSync(cert, own.cert);
  writeFileSync(key, own.private);
  const loaded = await load(folder, ["127.0.0.2"], Date.now());
  expect(loaded).toMatchObject({ cert: own.cert, authority: null, names: ["wall.tarakan.test"] });
  expect(readFileSync(key, "utf8")).toBe(own.private);
});

it("a pair that cannot be used is an error and stays as it is", async () => {
  const { folder, remove } = dataFolder();
  removals.push(remove);
  const { cert, key } = files(folder);
  mkdirSync(join(folder, "tls"));
  writeFileSync(cert, "no certificate");
  await expect(load(folder, ["localhost"], Date.now())).rejects.toThrow(/key\.pem is missing/);
  writeFileSync(key, "no key");
  await expect(load(folder, ["localhost"], Date.now())).rejects.toThrow();
  expect(readFileSync(cert, "utf8")).toBe("no certificate");
});

it("a certificate of ours is made anew where it is about to end, lacks a name, or was half written", async () => {
  const { folder, remove } = dataFolder();
  removals.push(remove);
  const now = Date.now();
  const first = await load(folder, ["localhost", "127.0.0.1", "::1"], now);
  expect(first.authority).toContain("BEGIN CERTIFICATE");
  expect(first.names).toEqual(["localhost", "127.0.0.1", "::1"]);
  expect((await load(folder, ["localhost", "::1"], now + 700 * DAY_MS)).cert).toBe(first.cert);
  const wider = await load(folder, ["localhost", "wall.local"], now);
  expect(wider.cert).not.toBe(first.cert);
  const later = await load(folder, ["localhost", "wall.local"], now + 790 * DAY_MS);
  expect(later.cert).not.toBe(wider.cert);
  // Windows of this machine trust the key.
  expect([wider.spki, later.spki]).toEqual([first.spki, first.spki]);
  const { cert } = files(folder);
  const { rmSync } = await import("node:fs");
  rmSync(cert);
  const again = await load(folder, ["localhost"], now);
  expect(existsSync(cert)).toBe(true);
  expect(again.authority).toBe((await ensureAuthority(settings, ["localhost"], now)).cert);
});

/** Makes writing `file` fail as a cut would: what came before stays, and nothing comes after. */
function cutBefore(file: string): () => void {
  const part = `${file}.${process.pid}.part`;
  mkdirSync(part);
  return () => rmdirSync(part);
}

it("a cut at any moment while a certificate is renewed leaves a core that starts", async () => {
  for (const last of ["key", "cert"] as const) {
    const { folder, remove } = dataFolder();
    removals.push(remove);
    const now = Date.now();
    await load(folder, ["localhost"], now);
    const restore = cutBefore(files(folder)[last]);
    await expect(load(folder, ["localhost", "wall.local"], now)).rejects.toThrow();
    restore();
    const again = await load(folder, ["localhost", "wall.local"], now);
    expect(again).toMatchObject({ names: ["localhost", "wall.local"] });
    expect((await load(folder, ["localhost"], now)).cert).toBe(again.cert);
  }
});

it("files of ours that a power cut left empty are made anew", async () => {
  const { folder, remove } = dataFolder();
  removals.push(remove);
  const { cert, key } = files(folder);
  const made = join(folder, "tls", "made");
  for (const empty of [[cert, key, made], [cert, made], [key], [cert]]) {
    await load(folder, ["localhost"], Date.now());
    for (const file of empty) writeFileSync(file, file === key ? "\0\0" : "");
    expect(await load(folder, ["localhost"], Date.now())).toMatchObject({ names: ["localhost"] });
  }
});

it("half a pair of the city's beside ours is an error and stays as it is", async () => {
  const { folder, remove } = dataFolder();
  removals.push(remove);
  const { cert, key } = files(folder);
  const city = await generate([{ name: "commonName", value: "wall.tarakan.test" }], { keyType: "ec" });
  const ours = await load(folder, ["localhost"], Date.now());
  writeFileSync(key, city.private);
  await expect(load(folder, ["localhost"], Date.now())).rejects.toThrow(/mismatch/);
  expect(readFileSync(key, "utf8")).toBe(city.private);
  writeFileSync(key, ours.key);
  writeFileSync(cert, city.cert);
  await expect(load(folder, ["localhost"], Date.now())).rejects.toThrow(/mismatch/);
  expect(readFileSync(cert, "utf8")).toBe(city.cert);
});

it("an authority is kept, also where the machine is called otherwise, and signs for its own network alone", async () => {
  const mine = secrets();
  const now = Date.now();
  const names = ["localhost", "dinding.local", "ruang-kendali", "192.168.7.4", "fd00::7"];
  const authority = await ensureAuthority(mine, names, now);
  expect(await ensureAuthority(mine, [...names, "10.9.8.7", "lain.local"], now + 365 * DAY_MS)).toEqual(
    authority,
  );
  expect(new X509Certificate(authority.cert).ca).toBe(true);

  /** What a browser that trusts the authority makes of a certificate for `name`, as OpenSSL judges it. */
  const judged = (name: string) => {
    const { folder, remove } = dataFolder();
    removals.push(remove);
    mkdirSync(folder, { recursive: true });
    return signServer(authority, [name], 30, now).then(({ cert }) => {
      const trusted = join(folder, "authority.pem");
      const shown = join(folder, "shown.pem");
      writeFileSync(trusted, authority.cert);
      writeFileSync(shown, cert);
      const { stdout, stderr } = spawnSync(
        "openssl",
        ["verify", "-purpose", "sslserver", "-CAfile", trusted, shown],
        { encoding: "utf8" },
      );
      return `${stdout}${stderr}`;
    });
  };
  for (const name of names) expect(await judged(name), name).toContain(": OK");
  for (const name of ["bank.example", "1.1.1.1", "2606:4700::1111"]) {
    expect(await judged(name), name).toContain("permitted subtree violation");
    expect(maySign(authority, name)).toBe(false);
  }

  // Another name or address of the machine: who trusts it trusts it still, and what it cannot sign for is left out.
  expect(await ensureAuthority(mine, [...names, "wall.example", "2001:db8::9"], now)).toEqual(authority);
  const { folder, remove } = dataFolder();
  removals.push(remove);
  const wide = await loadCertificate(folder, ["localhost", "2001:db8::9"], now, async () => authority);
  expect(wide.names).toEqual(["localhost"]);
  expect((await ensureAuthority(mine, names, now + 3000 * DAY_MS)).cert).not.toBe(authority.cert);
  // Made while the machine's clock was years ahead.
  const early = secrets();
  const ahead = await ensureAuthority(early, names, now + 2000 * DAY_MS);
  expect((await ensureAuthority(early, names, now)).cert).not.toBe(ahead.cert);
});

it("a certificate of ours that another authority signed is made anew", async () => {
  const { folder, remove } = dataFolder();
  removals.push(remove);
  const now = Date.now();
  const first = await load(folder, ["localhost"], now);
  const other = secrets();
  const moved = () => ensureAuthority(other, ["localhost"], now);
  const again = await loadCertificate(folder, ["localhost"], now, moved);
  expect(again.authority).not.toBe(first.authority);
  expect((await loadCertificate(folder, ["localhost"], now, moved)).cert).toBe(again.cert);
});

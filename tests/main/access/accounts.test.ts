import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Access, createAccess } from "../../../src/main/access/access.ts";
import { browserName } from "../../../src/main/access/browser-name.ts";
import { createLog } from "../../../src/main/base/log.ts";
import { Fault } from "../../../src/main/base/fault.ts";
import { openStore } from "../../../src/main/store/open.ts";
import { accountInputSchema, EVERYTHING } from "../../../src/protocol/account.ts";
import type { Role } from "../../../src/protocol/role.ts";
import { fixedClock } from "./fixed-clock.ts";

const START = Date.parse("2026-11-22T08:00:00Z");
const DAY_MS = 86_400_000;
const password = "kata sandi panjang";
const from = (address: string) => ({ address, browser: "Firefox, Windows" });
const desk = from("10.0.0.5");

async function guarded() {
  const data = mkdtempSync(join(tmpdir(), "dinding-people-"));
  const store = await openStore({ data });
  const clock = fixedClock(START);
  const access = createAccess({ store, clock, log: createLog("silent") });
  onTestFinished(async () => {
    await store.close();
    rmSync(data, { recursive: true, force: true });
  });
  await access.setUp(password, desk);
  const ended: (readonly string[] | null)[] = [];
  onTestFinished(access.follow((hashes) => ended.push(hashes)));
  const add = async (name: string, role: Role) => {
    await access.accounts.add({ name, role, password });
    return (await access.signIn({ name, password }, desk)).token;
  };
  return { data, store, clock, access, add, ended };
}

const roleOf = async (access: Access, token: string) => (await access.identify(token))?.role ?? null;

describe("accounts", () => {
  it("are added, told apart whatever their case, changed and removed", async () => {
    const { access } = await guarded();
    const scope = { wallIds: ["utama"], cameraGroups: ["Pasar"] };
    await access.accounts.add({ name: "Oki", role: "operator", password, scope });
    await expect(access.accounts.add({ name: "oki", role: "viewer", password })).rejects.toMatchObject({
      kind: "conflict",
    });
    expect((await access.accounts.list()).map(({ name }) => name)).toEqual(["admin", "Oki"]);
    expect(await access.accounts.find("Oki")).toEqual({
      ...{ name: "Oki", role: "operator", language: "id", scope, disabled: false, hasPin: false },
      lockAfterMinutes: null,
      simple: false,
    });
    // Who edits the site as a whole sees the whole of it.
    await expect(access.accounts.edit("Oki", { role: "technician", scope })).rejects.toMatchObject({
      kind: "invalid",
    });
    expect((await access.accounts.edit("Oki", { role: "technician" })).scope).toEqual(EVERYTHING);
    await access.accounts.remove("Oki");
    await expect(access.accounts.remove("Oki")).rejects.toMatchObject({ kind: "notFound" });
  });

  it.each(["demo", "Shell", "output utama", "tour budi", "Schedule", " a", "a ", "a\nb", ""])(
    "are not called %j",
    (name) => {
      expect(accountInputSchema.safeParse({ name, role: "viewer", password }).success).toBe(false);
    },
  );

  it("always leave one admin who can sign in, also when two are changed at once", async () => {
    const { access, add } = await guarded();
    for (const change of [{ role: "operator" as const }, { disabled: true }])
      await expect(access.accounts.edit("admin", change)).rejects.toMatchObject({ kind: "lastAdmin" });
    await expect(access.accounts.remove("admin")).rejects.toMatchObject({ kind: "lastAdmin" });
    await add("kedua", "admin");
    const both = await Promise.allSettled([
      access.accounts.remove("admin"),
      access.accounts.edit("kedua", { role: "viewer" }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await access.accounts.list()).filter(({ role }) => role === "admin")).toHaveLength(1);
  });

  it.each([
    ["another password", { password: "yang lain sekali" }],
    ["another role", { role: "viewer" as const }],
    ["another scope", { scope: { wallIds: [], cameraGroups: null } }],
    ["disabling", { disabled: true }],
  ])("end their sessions at once with %s", async (_, change) => {
    const { access, add, ended } = await guarded();
    const token = await add("oki", "operator");
    expect(await roleOf(access, token)).toBe("operator");
    await access.accounts.edit("oki", change);
    expect(await roleOf(access, token)).toBeNull();
    expect(ended.flat()).toHaveLength(1);
  });

  it("keep their sessions with another language, and a disabled one lets nobody in", async () => {
    const { access, add } = await guarded();
    const token = await add("oki", "operator");
    await access.accounts.edit("oki", { language: "en", lockAfterMinutes: 5 });
    expect(await roleOf(access, token)).toBe("operator");
    await access.accounts.edit("oki", { disabled: true });
    await expect(access.signIn({ name: "oki", password }, desk)).rejects.toMatchObject({
      kind: "wrongCredentials",
    });
  });

  it("change their own password with the one until now alone", async () => {
    const { access, add } = await guarded();
    const token = await add("oki", "operator");
    const change = (known: string) =>
      access.accounts.changePassword("oki", known, "kata sandi baru", desk.address);
    await expect(change("salah sekali")).rejects.toMatchObject({ kind: "wrongCredentials" });
    expect(await roleOf(access, token)).toBe("operator");
    await change(password);
    expect(await roleOf(access, token)).toBeNull();
    await access.signIn({ name: "oki", password: "kata sandi baru" }, desk);
  });
});

describe("sessions", () => {
  it("are listed with where they are from, each only to its owner, and revoked", async () => {
    const { access, add, clock } = await guarded();
    const first = await add("oki", "operator");
    clock.advance(1000);
    const second = await access.signIn({ name: "oki", password }, from("10.0.0.6"));
    clock.advance(1000);
    await access.identify(first);
    const listed = await access.sessions("oki", first);
    expect(listed.map(({ address, current }) => [address, current])).toEqual([
      ["10.0.0.5", true],
      ["10.0.0.6", false],
    ]);
    expect(listed[0]).toMatchObject({ browser: "Firefox, Windows", lastUsedAt: "2026-11-22T08:00:02.000Z" });
    expect(JSON.stringify(listed)).not.toContain(first);
    const id = listed[1]?.id ?? "";
    await expect(access.endSession(id, "admin")).rejects.toMatchObject({ kind: "notFound" });
    await access.endSession(id, "oki");
    expect(await roleOf(access, second.token)).toBeNull();
    expect(await roleOf(access, first)).toBe("operator");
    expect((await access.sessions(null, first)).map(({ name }) => name)).toEqual(["oki", "admin"]);
  });
});

describe("a locked desk", () => {
  it("stays signed in, and a PIN unlocks it", async () => {
    const { access, add } = await guarded();
    const token = await add("oki", "operator");
    await access.accounts.changePin("oki", password, "2468", desk.address);
    await access.lock(token);
    expect(await access.identify(token)).toMatchObject({ name: "oki", locked: true });
    await expect(access.unlock(token, "0000")).rejects.toMatchObject({
      kind: "wrongPin",
      detail: { left: 4 },
    });
    await access.unlock(token, "2468");
    expect(await access.identify(token)).toMatchObject({ locked: false });
  });

  it("is signed out after five wrong PINs, however many are tried at once", async () => {
    const { access, add, ended } = await guarded();
    const token = await add("oki", "operator");
    await access.accounts.changePin("oki", password, "2468", desk.address);
    await access.lock(token);
    const pins = ["0001", "0002", "0003", "0004", "0005", "0006", "0007", "2468"];
    const tried = await Promise.allSettled(pins.map((pin) => access.unlock(token, pin)));
    expect(tried.every(({ status }) => status === "rejected")).toBe(true);
    expect(await access.identify(token)).toBeNull();
    expect(ended.flat().length).toBeGreaterThan(0);
  });

  it("is unlocked by no PIN where there is none", async () => {
    const { access, add } = await guarded();
    const token = await add("oki", "operator");
    await access.lock(token);
    await expect(access.unlock(token, "0000")).rejects.toMatchObject({ kind: "wrongPin" });
  });
});

describe("tokens of software", () => {
  it("are shown once, worth no more than their maker, and end", async () => {
    const { access, add, clock, data } = await guarded();
    const maker = await access.identify(await add("tono", "technician"));
    if (maker === null) throw new Error("tono is not signed in");
    await expect(access.tokens.make({ name: "x", role: "admin" }, maker)).rejects.toMatchObject({
      kind: "forbidden",
    });
    const scope = { wallIds: ["utama"], cameraGroups: null };
    const { token, made } = await access.tokens.make(
      { name: "Papan", role: "operator", scope, days: 10 },
      maker,
    );
    expect(token).toMatch(/^dinding_[\w-]{43}$/);
    expect(await access.identify(token)).toMatchObject({
      ...{ name: "Papan (tono)", role: "operator", scope, kind: "software" },
    });
    expect((await access.tokens.list("tono"))[0]).toMatchObject({
      id: made.id,
      lastUsedAt: "2026-11-22T08:00:00.000Z",
    });
    expect(await access.tokens.list("admin")).toEqual([]);
    const { execFileSync } = await import("node:child_process");
    const found = execFileSync("sh", ["-c", 'cat "$0"/* | grep -a -c -e "$1" || true', data, token]);
    expect(Number(found)).toBe(0);
    // It follows its maker down, and up no further than it was made.
    await access.accounts.edit("tono", { role: "viewer" });
    expect(await roleOf(access, token)).toBe("viewer");
    await access.accounts.edit("tono", { disabled: true });
    expect(await roleOf(access, token)).toBeNull();
    await access.accounts.edit("tono", { disabled: false, role: "admin" });
    expect(await roleOf(access, token)).toBe("operator");
    clock.advance(10 * DAY_MS);
    expect(await roleOf(access, token)).toBeNull();
    expect(await access.tokens.removeExpired()).toBe(1);
  });

  it("are revoked at once by whoever made them, and go with the account", async () => {
    const { access, add, ended } = await guarded();
    const maker = await access.identify(await add("tono", "technician"));
    if (maker === null) throw new Error("tono is not signed in");
    const one = await access.tokens.make({ name: "a", role: "viewer" }, maker);
    const two = await access.tokens.make({ name: "b", role: "viewer" }, maker);
    await expect(access.tokens.revoke(one.made.id, "oki")).rejects.toMatchObject({ kind: "notFound" });
    await access.tokens.revoke(one.made.id, "tono");
    expect(await access.identify(one.token)).toBeNull();
    expect(ended.flat()).toHaveLength(1);
    await access.accounts.remove("tono");
    expect(await access.identify(two.token)).toBeNull();
  });
});

describe("guessing a name's password from many addresses", () => {
  it("waits, but neither where that name was signed in nor at this machine, and never long", async () => {
    const { access, add, clock } = await guarded();
    await add("oki", "operator");
    const attempt = (given: string, address: string) =>
      access.signIn({ name: "oki", password: given }, from(address)).then(
        () => "in",
        (error: unknown) =>
          error instanceof Fault ? [error.kind, error.detail["seconds"]].join(" ").trim() : error,
      );
    let at = 0;
    const stranger = () => attempt("salah sekali", `10.1.0.${(at += 1)}`);
    for (let round = 0; round < 20; round += 1) expect(await stranger()).toBe("wrongCredentials");
    expect(await stranger()).toBe("tooMany 1");
    expect(await attempt(password, desk.address)).toBe("in");
    expect(await attempt(password, "::1")).toBe("in");
    for (let round = 0; round < 12; round += 1) {
      clock.advance(30_000);
      expect(await stranger()).toBe("wrongCredentials");
    }
    // A new desk waits half a minute at most, and then gets in.
    expect(await attempt(password, "10.0.0.77")).toBe("tooMany 30");
    clock.advance(30_000);
    expect(await attempt(password, "10.0.0.77")).toBe("in");
  }, 20_000);
});

it.each([
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Windows"],
  [
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
    "Edge, Windows",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile/15E Safari/604.1",
    "Safari, iOS",
  ],
  [
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36",
    "Chrome, Android",
  ],
  ["curl/8.5.0", "curl"],
  ["something else", null],
  [undefined, null],
])("calls %s %s", (userAgent, name) => {
  expect(browserName(userAgent)).toBe(name);
});

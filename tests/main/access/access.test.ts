import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type AccessOptions, createAccess, setAdminPassword } from "../../../src/main/access/access.ts";
import { OUTPUT_MS, PERSON_MS } from "../../../src/main/access/sessions.ts";
import { createLog } from "../../../src/main/base/log.ts";
import { asFault, Fault } from "../../../src/main/base/fault.ts";
import { openStore } from "../../../src/main/store/open.ts";
import type { Store } from "../../../src/main/store/store.ts";
import { EVERYTHING } from "../../../src/protocol/account.ts";
import { fixedClock } from "./fixed-clock.ts";

const START = Date.parse("2026-11-21T08:00:00Z");
const log = createLog("silent");

/** Access over a real store; `again` makes another over the same store, as a restart does. */
async function guarded(change: (store: Store) => AccessOptions["store"] = (store) => store) {
  const data = mkdtempSync(join(tmpdir(), "dinding-access-"));
  const store = await openStore({ data });
  onTestFinished(async () => {
    await store.close();
    rmSync(data, { recursive: true, force: true });
  });
  const clock = fixedClock(START);
  const again = () => createAccess({ store: change(store), clock, log });
  return { data, store, clock, access: again(), again };
}

function kindOf(attempt: PromiseSettledResult<unknown>): string {
  return attempt.status === "rejected" ? asFault(attempt.reason).kind : "in";
}

const from = (address: string) => ({ address, browser: null });
const admin = { name: "admin", password: "kata sandi panjang" };

describe("the first account", () => {
  it("is set up once, an admin, by whoever comes first", async () => {
    const { access, store } = await guarded();
    expect(await access.needsAdmin()).toBe(true);
    await expect(access.setUp("pendek", from("::1"))).rejects.toMatchObject({ kind: "invalid" });
    const attempts = await Promise.allSettled([
      access.setUp(admin.password, from("::1")),
      access.setUp("yang lain", from("::1")),
    ]);
    expect(attempts.map((attempt) => attempt.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await access.needsAdmin()).toBe(false);
    await expect(access.setUp(admin.password, from("::1"))).rejects.toMatchObject({ kind: "conflict" });
    expect(await store.accounts.count()).toBe(1);
    const hash = (await store.accounts.get("admin"))?.passwordHash;
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it("comes from DINDING_ADMIN_PASSWORD in an empty folder only", async () => {
    const { access, store } = await guarded();
    expect(await setAdminPassword(store, undefined)).toBe(false);
    await expect(setAdminPassword(store, "pendek")).rejects.toMatchObject({ kind: "invalid" });
    expect(await setAdminPassword(store, admin.password)).toBe(true);
    expect(await setAdminPassword(store, "yang lain sekali")).toBe(false);
    expect(await access.signIn(admin, from("::1"))).toMatchObject({ role: "admin" });
  });
});

describe("signing in", () => {
  it("gives a token that is nobody else's and stands nowhere in the data folder", async () => {
    const { access, data } = await guarded();
    const first = await access.setUp(admin.password, from("::1"));
    const { token, role } = await access.signIn(admin, from("::1"));
    expect(role).toBe("admin");
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(token).not.toBe(first.token);
    expect(await access.identify(token)).toEqual({
      ...{ name: "admin", role: "admin", scope: EVERYTHING, outputIds: null, kind: "person", locked: false },
    });
    const found = (text: string) =>
      execFileSync("sh", ["-c", 'cat "$0"/* | grep -a -c -e "$1" || true', data, text], { encoding: "utf8" });
    expect(Number(found("argon2id"))).toBeGreaterThan(0);
    expect(Number(found(token))).toBe(0);
    expect(Number(found(admin.password))).toBe(0);
  });

  it("refuses a wrong name and a wrong password alike, in about the same time", async () => {
    const { access, clock } = await guarded();
    await access.setUp(admin.password, from("::1"));
    const timeOf = async (name: string) => {
      const begun = performance.now();
      await expect(access.signIn({ name, password: "salah sekali" }, from("::1"))).rejects.toMatchObject({
        kind: "wrongCredentials",
        message: "The name or the password is wrong.",
      });
      return performance.now() - begun;
    };
    await timeOf("warm-up");
    const times: Record<"admin" | "nobody", number[]> = { admin: [], nobody: [] };
    for (let round = 0; round < 5; round += 1) {
      clock.advance(3_600_000);
      times.admin.push(await timeOf("admin"));
      times.nobody.push(await timeOf("nobody"));
    }
    // The least of several is what the work itself takes on a busy machine.
    expect(Math.min(...times.nobody)).toBeGreaterThan(Math.min(...times.admin) / 3);
    await expect(
      access.signIn({ name: "Admin", password: admin.password }, from("::1")),
    ).rejects.toMatchObject({
      kind: "wrongCredentials",
    });
  });

  it("accepts a password however its accents were typed", async () => {
    const { access } = await guarded();
    await access.setUp("café di tepi laut", from("::1"));
    const typed = { name: "admin", password: "cafe\u0301 di tepi laut" };
    await expect(access.signIn(typed, from("::1"))).resolves.toMatchObject({ role: "admin" });
  });

  it("waits longer after every failure, by name and address, and forgets after a success", async () => {
    const { access, clock } = await guarded();
    await access.setUp(admin.password, from("::1"));
    const attempt = (password: string, address: string) =>
      access.signIn({ name: "admin", password }, from(address)).then(
        () => "in",
        (error: unknown) =>
          error instanceof Fault ? [error.kind, error.detail["seconds"]].join(" ").trim() : error,
      );
    for (let round = 0; round < 5; round += 1)
      expect(await attempt("salah", "10.0.0.1")).toBe("wrongCredentials");
    expect(await attempt(admin.password, "10.0.0.1")).toBe("tooMany 1");
    expect(await attempt(admin.password, "10.0.0.2")).toBe("in");
    clock.advance(1000);
    expect(await attempt("salah", "10.0.0.1")).toBe("wrongCredentials");
    expect(await attempt("salah", "10.0.0.1")).toBe("tooMany 2");
    clock.advance(1500);
    expect(await attempt("salah", "10.0.0.1")).toBe("tooMany 1");
    clock.advance(500);
    expect(await attempt(admin.password, "10.0.0.1")).toBe("in");
    expect(await attempt("salah", "10.0.0.1")).toBe("wrongCredentials");
  });

  it("counts attempts that are still under way", async () => {
    const { access } = await guarded();
    await access.setUp(admin.password, from("::1"));
    const attempts = await Promise.allSettled(
      Array.from({ length: 12 }, () => access.signIn({ name: "admin", password: "salah" }, from("::1"))),
    );
    const kinds = attempts.map(kindOf);
    expect(kinds.filter((kind) => kind === "wrongCredentials")).toHaveLength(5);
    expect(kinds.filter((kind) => kind === "tooMany")).toHaveLength(7);
  });

  it("takes a bounded share of the machine from any number of addresses", async () => {
    const { access } = await guarded();
    const attempts = await Promise.allSettled(
      Array.from({ length: 60 }, (_, index) =>
        access.signIn({ ...admin, name: `orang ${index}` }, from(`10.0.0.${index}`)),
      ),
    );
    const kinds = attempts.map(kindOf);
    expect(kinds.filter((kind) => kind === "tooMany")).toHaveLength(60 - 2 - 32);
    expect(kinds.filter((kind) => kind === "wrongCredentials")).toHaveLength(34);
  });
});

describe("a session", () => {
  it("lives on while it is used and ends when it is not", async () => {
    const { access, clock, again } = await guarded();
    const { token } = await access.setUp(admin.password, from("::1"));
    for (let days = 0; days < 30; days += 1)
      for (let half = 0; half < 3; half += 1) {
        clock.advance(PERSON_MS - 1);
        expect(await access.identify(token)).not.toBeNull();
      }
    clock.advance(PERSON_MS - 1);
    expect(await again().identify(token)).not.toBeNull();
    clock.advance(PERSON_MS);
    expect(await access.identify(token)).toBeNull();
    expect(await again().identify(token)).toBeNull();
  });

  it("outlives a restart of the core", async () => {
    const { access, again } = await guarded();
    const { token } = await access.setUp(admin.password, from("::1"));
    expect(await again().identify(token)).toMatchObject({ name: "admin" });
  });

  it("is written anew once in many requests", async () => {
    let writes = 0;
    const { access, clock } = await guarded((store) => ({
      ...store,
      sessions: {
        ...store.sessions,
        extend(hash, at, usedAt) {
          writes += 1;
          return store.sessions.extend(hash, at, usedAt);
        },
      },
    }));
    const { token } = await access.setUp(admin.password, from("::1"));
    for (let minute = 0; minute < 240; minute += 1) {
      clock.advance(60_000);
      await access.identify(token);
    }
    expect(writes).toBeGreaterThan(3);
    expect(writes).toBeLessThan(9);
  });

  it("ends at once when it is signed out, also for requests on their way", async () => {
    const { access, again } = await guarded();
    const { token } = await access.setUp(admin.password, from("::1"));
    expect(await access.identify(token)).not.toBeNull();
    await access.signOut(token);
    expect(await access.identify(token)).toBeNull();
    const second = await access.signIn(admin, from("::1"));
    // The first read of this token is under way while it is signed out; nothing of it may stay in the cache.
    const fresh = again();
    await Promise.all([fresh.identify(second.token), fresh.signOut(second.token)]);
    expect(await fresh.identify(second.token)).toBeNull();
    await access.signOut("nobody's");
  });

  it("that is known goes on while the store cannot be read", async () => {
    let broken = false;
    const { access, clock } = await guarded((store) => ({
      ...store,
      sessions: {
        ...store.sessions,
        get: (hash) => (broken ? Promise.reject(new Fault("diskFailed")) : store.sessions.get(hash)),
        extend: (hash, at, usedAt) =>
          broken ? Promise.reject(new Fault("diskFull")) : store.sessions.extend(hash, at, usedAt),
      },
    }));
    const { token } = await access.setUp(admin.password, from("::1"));
    await access.identify(token);
    broken = true;
    clock.advance(3_600_000);
    expect(await access.identify(token)).toMatchObject({ name: "admin" });
    await expect(access.identify("unknown")).rejects.toMatchObject({ kind: "diskFailed" });
  });

  it("is swept from the store after it has expired", async () => {
    const { access, clock, store } = await guarded();
    await access.setUp(admin.password, from("::1"));
    const end = access.sweep();
    clock.advance(PERSON_MS + 3_600_000);
    await vi.waitFor(async () => expect(await store.sessions.removeExpired(clock.now())).toBe(0), 20_000);
    end();
    expect(clock.waiting).toBe(0);
  });
});

describe("a one-time code", () => {
  it("gives one page a long session for its outputs, once", async () => {
    const { access, clock } = await guarded();
    const { code, expiresAt } = await access.issueCode(["kiri", "kanan"]);
    expect(expiresAt).toBe(START + 5 * 60_000);
    const { token, outputIds } = await access.redeemCode(code);
    expect(outputIds).toEqual(["kiri", "kanan"]);
    const identity = {
      ...{ name: "output kiri, kanan", role: "viewer", outputIds: ["kiri", "kanan"] },
      ...{ scope: EVERYTHING, kind: "page", locked: false },
    };
    expect(await access.identify(token)).toEqual(identity);
    await expect(access.redeemCode(code)).rejects.toMatchObject({ kind: "codeExpired" });
    for (let quarter = 0; quarter < 8; quarter += 1) {
      clock.advance(OUTPUT_MS - 1);
      expect(await access.identify(token)).toEqual(identity);
    }
  });

  it("is worth nothing after five minutes, or where it was never issued", async () => {
    const { access, clock } = await guarded();
    const { code } = await access.issueCode(["kiri"]);
    clock.advance(5 * 60_000);
    await expect(access.redeemCode(code)).rejects.toMatchObject({ kind: "codeExpired" });
    await expect(access.redeemCode("")).rejects.toMatchObject({ kind: "codeExpired" });
  });

  it("gives its page a session also while the disk is full, and stores it when there is room", async () => {
    let full = true;
    const { access, clock, again } = await guarded((store) => ({
      ...store,
      sessions: {
        ...store.sessions,
        add: (hash, session) =>
          full ? Promise.reject(new Fault("diskFull")) : store.sessions.add(hash, session),
      },
    }));
    const redeem = async (id: string) => (await access.redeemCode((await access.issueCode([id])).code)).token;
    const [kept, left] = [await redeem("kiri"), await redeem("kanan")];
    clock.advance(OUTPUT_MS - 1);
    expect(await access.identify(kept)).toMatchObject({ role: "viewer", outputIds: ["kiri"] });
    clock.advance(OUTPUT_MS - 1);
    expect(await access.identify(kept)).toMatchObject({ outputIds: ["kiri"] });
    expect(await access.identify(left)).toBeNull();
    const leaving = await redeem("tengah");
    await access.signOut(leaving);
    expect(await access.identify(leaving)).toBeNull();
    expect(await again().identify(kept)).toBeNull();
    full = false;
    onTestFinished(access.sweep());
    await vi.waitFor(async () => expect(await again().identify(kept)).toMatchObject({ outputIds: ["kiri"] }));
    expect(await again().identify(leaving)).toBeNull();
    await access.signOut(kept);
    expect(await access.identify(kept)).toBeNull();
    expect(await again().identify(kept)).toBeNull();
    full = true;
    await expect(access.setUp(admin.password, from("::1"))).rejects.toMatchObject({ kind: "diskFull" });
  });

  it("goes, the oldest first, where too many wait", async () => {
    const { access } = await guarded();
    const first = await access.issueCode(["kiri"]);
    for (let round = 0; round < 255; round += 1) await access.issueCode(["kiri"]);
    const last = await access.issueCode(["kiri"]);
    await expect(access.redeemCode(first.code)).rejects.toMatchObject({ kind: "codeExpired" });
    await expect(access.redeemCode(last.code)).resolves.toMatchObject({ outputIds: ["kiri"] });
  });
});

describe("the shell's token", () => {
  it("is a technician's, and another at every start", async () => {
    const { access, again } = await guarded();
    const next = again();
    expect(await access.identify(access.shellToken)).toMatchObject({
      name: "shell",
      role: "technician",
      outputIds: null,
    });
    expect(await next.identify(access.shellToken)).toBeNull();
  });
});

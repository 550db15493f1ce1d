import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { beforeAll, expect, it, onTestFinished, vi } from "vitest";
import { createAccess } from "../../../src/main/access/access.ts";
import { createLog } from "../../../src/main/base/log.ts";
import { openStore } from "../../../src/main/store/open.ts";
import { fixedClock } from "./fixed-clock.ts";

const desk = { address: "10.0.0.5", browser: null };
const script = new URL("../../../scripts/recover.ts", import.meta.url).pathname;
let data = "";

beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), "dinding-recover-"));
  return () => rmSync(data, { recursive: true, force: true });
});

/** As it is called on the machine; `typed` goes to its standard input. */
async function recover(args: readonly string[], typed = "") {
  const child = spawn(process.execPath, [script, ...args], { env: { ...process.env, LANG: "en_US.UTF-8" } });
  child.stdin.end(typed);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { code: Number(code), out, err };
}

async function opened() {
  const store = await openStore({ data });
  const clock = fixedClock(Date.parse("2026-11-22T08:00:00Z"));
  const access = createAccess({ store, clock, log: createLog("silent") });
  onTestFinished(() => store.close());
  return { store, clock, access };
}

it("sets a password beside a running core, which ends the sessions within seconds and has it in its audit trail", async () => {
  const { access, clock, store } = await opened();
  const { token } = await access.setUp("sandi yang terlupa", desk);
  onTestFinished(access.sweep());
  const heard = vi.fn<(hashes: readonly string[] | null) => void>();
  onTestFinished(access.follow(heard));
  expect(await access.identify(token)).not.toBeNull();
  const done = await recover(["--data", data], "sandi yang baru\n");
  expect(done).toMatchObject({ code: 0, err: "" });
  expect(done.out).toContain("admin can sign in");
  expect(done.out).not.toContain("sandi yang baru");
  await vi.waitFor(() => {
    clock.advance(5000);
    expect(heard).toHaveBeenCalledWith(null);
  });
  expect(await access.identify(token)).toBeNull();
  await access.signIn({ name: "admin", password: "sandi yang baru" }, desk);
  const [entry] = await store.audit.newest({}, 9e12, 1);
  expect(entry).toMatchObject({ act: "recover", thingId: "admin", way: "machine", status: 200 });
}, 20_000);

it("makes a password for a stopped core, and names the admins where the account is none", async () => {
  const unknown = await recover(["--data", data, "--name", "siapa"], "sandi yang baru\n");
  expect(unknown).toMatchObject({ code: 1, out: "" });
  expect(unknown.err).toContain("siapa (admin: admin)");
  const made = await recover(["--data", data, "--print"]);
  const password = /this once: (\S+)/.exec(made.out)?.[1] ?? "";
  expect(password).toMatch(/^(?:[a-z2-9]{5}-){3}[a-z2-9]{5}$/);
  const { access } = await opened();
  await access.signIn({ name: "admin", password }, desk);
}, 20_000);

it.each([
  ["no folder", [], 2],
  ["a folder without data", ["--data", "/nonexistent"], 1],
  ["a password in the arguments", ["--data", "x", "--password", "y"], 2],
])("refuses %s with a sentence", async (_, args, code) => {
  const answer = await recover(args, "sandi yang baru\n");
  expect(answer.code).toBe(code);
  expect(answer.err.length).toBeGreaterThan(10);
});

it("changes nothing for a password that is too short", async () => {
  expect((await recover(["--data", data], "pendek\n")).code).toBe(1);
});

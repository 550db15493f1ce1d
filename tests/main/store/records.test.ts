import { describe, expect, it } from "vitest";
import { newFolder, opened } from "./folders.ts";

const clock = { now: () => Date.parse("2026-11-21T08:00:00Z") };

describe("incidents", () => {
  it("are dated, numbered and kept in every version", async () => {
    const store = await opened(newFolder(), { clock });
    const first = await store.incidents.add({ kind: "flood", severity: "high", text: "Banjir" }, "operator");
    expect(first).toMatchObject({
      version: 1,
      value: {
        source: "operator",
        status: "open",
        occurredAt: "2026-11-21T08:00:00.000Z",
        receivedAt: "2026-11-21T08:00:00.000Z",
        version: 1,
      },
    });
    const { id } = first.value;
    const expiresAt = "2026-11-22T08:00:00Z";
    const second = await store.incidents.edit(id, { status: "acknowledged", expiresAt }, 1, "Sari");
    const third = await store.incidents.edit(id, { text: "Banjir surut", expiresAt: null }, 2, "Sari");
    expect(third.value).toMatchObject({ status: "acknowledged", text: "Banjir surut", version: 3 });
    expect(third.value).not.toHaveProperty("expiresAt");
    await expect(store.incidents.edit(id, { status: "closed" }, 2, "Sari")).rejects.toMatchObject({
      kind: "preconditionFailed",
    });
    expect(await store.incidents.versions(id)).toEqual([first.value, second.value, third.value]);
    await expect(store.incidents.versions("nobody")).rejects.toMatchObject({ kind: "notFound" });
  });

  it("are listed newest first, as many as are asked for", async () => {
    const store = await opened(newFolder());
    for (const text of ["satu", "dua", "tiga"])
      await store.incidents.add({ kind: "flood", severity: "low", text, source: "BPBD" }, "operator");
    expect((await store.incidents.list()).map((incident) => incident.text)).toEqual(["tiga", "dua", "satu"]);
    expect((await store.incidents.list({ limit: 1 })).map((incident) => incident.source)).toEqual(["BPBD"]);
  });
});

describe("accounts and sessions", () => {
  it("let only one first account in", async () => {
    const store = await opened(newFolder());
    const account = { name: "admin", role: "admin", passwordHash: "$argon2id$x" } as const;
    const attempts = await Promise.allSettled([
      store.accounts.addFirst(account),
      store.accounts.addFirst({ ...account, name: "other" }),
    ]);
    expect(attempts.map((attempt) => attempt.status)).toEqual(["fulfilled", "rejected"]);
    expect(await store.accounts.count()).toBe(1);
    await store.accounts.put({ ...account, role: "viewer" });
    expect(await store.accounts.get("admin")).toMatchObject({ ...account, role: "viewer" });
    expect(await store.accounts.get("Admin")).toBeNull();
  });

  it("never bring an ended session back", async () => {
    const store = await opened(newFolder());
    const session = { name: "output a", role: "viewer", outputIds: ["a", "b"], expiresAt: 1000 } as const;
    await store.sessions.add("h1", session);
    await store.sessions.add("h2", { ...session, outputIds: null, expiresAt: 3000 });
    await store.sessions.extend("h1", 2000, 1500);
    expect(await store.sessions.get("h1")).toMatchObject({ ...session, expiresAt: 2000, lastUsedAt: 1500 });
    expect(await store.sessions.removeExpired(2000)).toBe(1);
    await store.sessions.remove("h2");
    await store.sessions.extend("h2", 9000, 9000);
    expect(await store.sessions.get("h2")).toBeNull();
  });
});

describe("settings", () => {
  it("are null until they are put, plain and secret apart", async () => {
    const store = await opened(newFolder());
    expect(await store.settings.get("a")).toBeNull();
    expect(await store.settings.getSecret("a")).toBeNull();
    await store.settings.put("a", "1");
    await store.settings.putSecret("a", "2");
    await store.settings.putSecret("a", "3");
    expect(await store.settings.get("a")).toBe("1");
    expect(await store.settings.getSecret("a")).toBe("3");
  });
});

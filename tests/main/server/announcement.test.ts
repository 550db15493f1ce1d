import { createSocket } from "node:dgram";
import { once } from "node:events";
import { Bonjour, type Service } from "bonjour-service";
import { afterEach, expect, it } from "vitest";
import { systemClock } from "../../../src/main/base/clock.ts";
import { createLog } from "../../../src/main/base/log.ts";
import { announce, type Announcement, socketOf } from "../../../src/main/server/announcement.ts";

/** Of this machine alone, so that nothing is said in its network. */
const address = "127.0.0.1";
const ends: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function announced(name: string, port: number): Promise<Announcement> {
  const made = await announce({ name, port, address, clock: systemClock, log: createLog("silent") });
  ends.push(() => made.end());
  return made;
}

/** What somebody in the same network hears of. */
function listener() {
  const bonjour = new Bonjour(socketOf(address));
  ends.push(() => new Promise<void>((resolve) => bonjour.destroy(() => resolve())));
  const heard = new Map<string, Service>();
  const browser = bonjour.find({ type: "https" });
  browser.on("up", (service: Service) => heard.set(service.name, service));
  browser.on("down", (service: Service) => heard.delete(service.name));
  return heard;
}

it("is found by a name of its own, beside another, until it ends", async () => {
  const heard = listener();
  const first = await announced("Pusat Komando", 7080);
  await expect.poll(() => heard.get("Pusat Komando")?.host, { timeout: 10_000 }).toBe("dinding.local");
  expect(heard.get("Pusat Komando")?.port).toBe(7080);
  expect(first.host).toBe("dinding.local");

  const second = await announced("Ruang Krisis", 7080);
  await expect.poll(() => heard.get("Ruang Krisis")?.host, { timeout: 10_000 }).toBe("dinding-2.local");
  expect(second.host).toBe("dinding-2.local");

  await first.end();
  await expect.poll(() => heard.has("Pusat Komando"), { timeout: 10_000 }).toBe(false);
  expect(heard.has("Ruang Krisis")).toBe(true);
});

it("leaves the core alone where another program has the port for itself", async () => {
  const taken = createSocket("udp4").bind(5353);
  await once(taken, "listening");
  ends.push(() => new Promise<void>((resolve) => taken.close(() => resolve())));
  await expect(announced("Pusat Komando", 7080)).rejects.toThrow("EADDRINUSE");
});

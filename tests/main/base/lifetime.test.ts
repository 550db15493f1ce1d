import { expect, it } from "vitest";
import { Lifetime } from "../../../src/main/base/lifetime.ts";
import { createLog } from "../../../src/main/base/log.ts";

const log = createLog("silent");

it("ends what was begun last first, and waits for each", async () => {
  const ended: string[] = [];
  const lifetime = new Lifetime("core", log);
  lifetime.onEnd("store", () => void ended.push("store"));
  const feeds = lifetime.child("feeds");
  feeds.onEnd("feed", async () => {
    await new Promise(setImmediate);
    ended.push("feed");
  });
  lifetime.onEnd("server", () => void ended.push("server"));
  expect(feeds.signal.aborted).toBe(false);
  await lifetime.end();
  expect(ended).toEqual(["server", "feed", "store"]);
  expect(lifetime.signal.aborted).toBe(true);
  expect(feeds.signal.aborted).toBe(true);
});

it("ends everything else where one part fails to", async () => {
  const ended: string[] = [];
  const lifetime = new Lifetime("core", log);
  lifetime.onEnd("store", () => void ended.push("store"));
  lifetime.onEnd("rejects", () => Promise.reject(new Error("stuck")));
  lifetime.onEnd("throws", () => {
    throw new Error("stuck");
  });
  await lifetime.end();
  expect(ended).toEqual(["store"]);
});

it("ends once, however often it is asked to", async () => {
  let times = 0;
  const lifetime = new Lifetime("core", log);
  lifetime.onEnd("part", () => void (times += 1));
  await Promise.all([lifetime.end(), lifetime.end()]);
  await lifetime.end();
  expect(times).toBe(1);
});

it("ends at once what is begun after its end", async () => {
  const ended: string[] = [];
  const lifetime = new Lifetime("core", log);
  lifetime.onEnd("early", () => {
    lifetime.onEnd("in between", () => void ended.push("in between"));
    ended.push("early");
  });
  await lifetime.end();
  lifetime.onEnd("late", () => void ended.push("late"));
  await lifetime.end();
  expect(ended).toEqual(["early", "in between", "late"]);
});

it("a part that ends on its own leaves the whole alive", async () => {
  const lifetime = new Lifetime("core", log);
  const part = lifetime.child("part");
  await part.end();
  expect(lifetime.signal.aborted).toBe(false);
});

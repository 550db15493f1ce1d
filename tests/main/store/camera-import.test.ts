import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberMoves } from "../../../src/main/store/number-moves.ts";
import type { CameraInput } from "../../../src/protocol/camera.ts";
import { newFolder, opened } from "./folders.ts";

const run = { dryRun: false, skipRefused: false };
const dry = { dryRun: true, skipRefused: false };
const camera = (name: string, url: string, more: Partial<CameraInput> = {}): CameraInput => ({
  name,
  streams: [{ role: "main", url }],
  ...more,
});

describe("an import", () => {
  it("tells in a dry run what the real one does, and changes nothing", async () => {
    const store = await opened(newFolder());
    await store.cameras.add(
      camera("Dermaga", "rtsp://10.0.0.8/1", {
        group: "Laut",
        streams: [
          { role: "main", url: "rtsp://10.0.0.8/1", username: "ana", password: "lama", transport: "udp" },
          { role: "sub", url: "rtsp://10.0.0.8/2" },
        ],
      }),
    );
    await store.cameras.add(camera("Taman", "rtsp://10.0.0.9/1"));
    const inputs = [
      camera("Baru", "rtsp://10.0.0.7/1"),
      camera("dermaga", "rtsp://ana:baru@10.0.0.8/utama"),
      camera("Taman", "rtsp://10.0.0.9/1"),
      camera("Taman Kota", "rtsp://10.0.0.9/1"),
    ];
    const before = [await store.cameras.list(), await store.cameras.addresses()];
    const told = await store.cameras.import(inputs, 0, dry);
    expect([await store.cameras.list(), await store.cameras.addresses()]).toEqual(before);
    expect((await store.cameras.get("dermaga")).version).toBe(1);
    const done = await store.cameras.import(inputs, 0, run);
    expect(told).toEqual({ ...done, applied: false });
    expect(done.outcomes.map(({ outcome, cameraId }) => [outcome, cameraId])).toEqual([
      ["added", "baru"],
      ["changed", "dermaga"],
      ["unchanged", "taman"],
      // The same address under another name is the same camera.
      ["changed", "taman"],
    ]);
    expect(done.outcomes[1]?.changes).toEqual([
      { field: "name", before: "Dermaga", after: "dermaga" },
      { field: "main.url", before: "rtsp://10.0.0.8/1", after: "rtsp://10.0.0.8/utama" },
      { field: "main.password", before: "•••", after: "•••" },
    ]);
    const { value } = await store.cameras.get("dermaga");
    expect(value).toMatchObject({ group: "Laut", streams: [{ transport: "udp" }, { role: "sub" }] });
    expect((await store.cameras.addresses())[0]?.password).toBe("baru");
    expect(JSON.stringify(done)).not.toMatch(/baru@|"lama"/);
  });

  it("gives no camera a number that another line asks for, and refuses one that is taken", async () => {
    const store = await opened(newFolder());
    await store.cameras.add(camera("Dermaga", "rtsp://10.0.0.8/1"));
    const { outcomes } = await store.cameras.import(
      [
        camera("A", "rtsp://10.0.0.7/1"),
        camera("B", "rtsp://10.0.0.7/2", { number: 2 }),
        camera("C", "rtsp://10.0.0.7/3", { number: 1 }),
      ],
      0,
      { dryRun: false, skipRefused: true },
    );
    expect(outcomes[2]).toMatchObject({
      ...{
        outcome: "refused",
        fault: { detail: { field: "number", problem: "1 is the number of Dermaga (dermaga)" } },
      },
    });
    expect((await store.cameras.list()).map(({ id, number }) => [id, number])).toEqual([
      ...[
        ["dermaga", 1],
        ["a", 3],
        ["b", 2],
      ],
    ]);
    const moved = [camera("Dermaga", "rtsp://10.0.0.8/1", { number: 9 })];
    expect((await store.cameras.import(moved, 0, run)).outcomes[0]).toMatchObject({
      ...{ outcome: "changed", changes: [{ field: "number", before: "1", after: "9" }] },
    });
  });

  it("lets cameras change their numbers with each other, and one that may not keeps its own", async () => {
    const store = await opened(newFolder());
    const urls = ["rtsp://10.0.0.1/1", "rtsp://10.0.0.2/1", "rtsp://10.0.0.3/1"];
    const file = (numbers: readonly number[], names = ["Alun-alun", "Bundaran", "Cagar"]) =>
      numbers.map((number, at) => camera(names[at] ?? "", urls[at] ?? "", { number }));
    await store.cameras.import(file([1, 2, 3]), 0, { dryRun: false, skipRefused: false });
    const numbers = async () =>
      (await store.cameras.list()).map(({ name, number }) => `${name} ${number}`).toSorted();
    const turned = await store.cameras.import(file([2, 3, 1]), 0, { dryRun: false, skipRefused: false });
    expect(turned.outcomes.map(({ outcome, changes }) => [outcome, changes])).toEqual([
      ["changed", [{ field: "number", before: "1", after: "2" }]],
      ["changed", [{ field: "number", before: "2", after: "3" }]],
      ["changed", [{ field: "number", before: "3", after: "1" }]],
    ]);
    expect(await numbers()).toEqual(["Alun-alun 2", "Bundaran 3", "Cagar 1"]);
    // Two want the same: one of them keeps its own, and so whoever wants that is refused as well.
    const both = await store.cameras.import(file([9, 9, 3]), 0, { dryRun: false, skipRefused: true });
    expect(both.outcomes.map(({ outcome }) => outcome)).toEqual(["changed", "refused", "refused"]);
    expect(await numbers()).toEqual(["Alun-alun 9", "Bundaran 3", "Cagar 1"]);
    const dry = await store.cameras.import(file([3, 9, 1]), 0, { dryRun: true, skipRefused: false });
    expect(dry.outcomes.map(({ outcome }) => outcome)).toEqual(["changed", "changed", "unchanged"]);
    expect(await numbers()).toEqual(["Alun-alun 9", "Bundaran 3", "Cagar 1"]);
  });

  it("moves two thousand numbers by one, and where the last is taken refuses them all at once", async () => {
    const store = await opened(newFolder());
    const file = (count: number, more: number) =>
      Array.from({ length: count }, (_, at) =>
        camera(`K ${at}`, `rtsp://u:p@10.0.0.8/${at}`, { number: at + 1 + more }),
      );
    await store.cameras.import(file(2_000, 0), 0, run);
    const outcomes = async (inputs: readonly CameraInput[]) =>
      (await store.cameras.import(inputs, 0, dry)).outcomes.map(({ outcome }) => outcome);
    const began = performance.now();
    expect(new Set(await outcomes(file(2_000, 1)))).toEqual(new Set(["changed"]));
    const moved = performance.now();
    // The last number is of a camera that is not in the file.
    expect(new Set(await outcomes(file(1_999, 1)))).toEqual(new Set(["refused"]));
    const refused = performance.now();
    expect(refused - moved).toBeLessThan(4 * (moved - began) + 1_000);
    // One line may not be for its address: who waits for its number is refused, and who comes after it is not.
    const broken = file(2_000, 1).map((input, at) =>
      at === 1_000
        ? { ...input, streams: [{ role: "main" as const, url: "gopher://10.0.0.8/1000" }] }
        : input,
    );
    const told = await outcomes(broken);
    expect(performance.now() - refused).toBeLessThan(8 * (moved - began) + 1_000);
    expect(told.map((one) => one === "refused")).toEqual(told.map((_, at) => at <= 1_000));
  }, 60_000);

  it("gives a number whose first line is refused to the next that asks for it, and that one's to others", async () => {
    const store = await opened(newFolder());
    await store.cameras.import(
      [1, 2].map((number) => camera(`K ${number}`, `rtsp://10.0.0.${number}/1`, { number })),
      0,
      run,
    );
    const { outcomes } = await store.cameras.import(
      [
        camera("K 1", "rtsp://10.0.0.1/1", { number: 2 }),
        camera("Baru", "gopher://10.0.0.3/1", { number: 9 }),
        camera("K 2", "rtsp://10.0.0.2/1", { number: 9 }),
      ],
      0,
      { dryRun: false, skipRefused: true },
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["changed", "refused", "changed"]);
    expect((await store.cameras.list()).map(({ number }) => number)).toEqual([2, 9]);
  });

  it("a second time changes nothing and no version", async () => {
    const store = await opened(newFolder());
    const inputs = [camera("A", "rtsp://ana:k@10.0.0.8/1"), camera("B", "rtsp://10.0.0.9/1")];
    await store.cameras.import(inputs, 0, run);
    const again = await store.cameras.import(inputs, 0, run);
    expect(again.outcomes.map(({ outcome }) => outcome)).toEqual(["unchanged", "unchanged"]);
    expect((await store.cameras.get("a")).version).toBe(1);
  });

  it("is all or nothing, unless what is refused may be left out", async () => {
    const store = await opened(newFolder());
    const inputs = [
      camera("A", "rtsp://10.0.0.8/1"),
      camera("B", "gopher://10.0.0.9/1"),
      camera("C", "rtsp://10.0.0.9/1", { id: "tidak sah" }),
    ];
    const refused = await store.cameras.import(inputs, 0, run);
    expect(refused).toMatchObject({
      applied: false,
      outcomes: [
        { outcome: "added" },
        { outcome: "refused", fault: { kind: "invalid", detail: { field: "streams.0.url" } } },
        { outcome: "refused", fault: { kind: "invalid", detail: { field: "id" } } },
      ],
    });
    expect(await store.cameras.list()).toEqual([]);
    expect((await store.cameras.import(inputs.slice(0, 1), 1, run)).applied).toBe(false);
    const left = await store.cameras.import(inputs, 1, { dryRun: false, skipRefused: true });
    expect(left.applied).toBe(true);
    expect((await store.cameras.list()).map(({ name }) => name)).toEqual(["A"]);
  });

  it("refuses a name that several cameras have, by their ids", async () => {
    const store = await opened(newFolder());
    await store.cameras.add(camera("Sama", "rtsp://10.0.0.8/1"));
    await store.cameras.add(camera("Sama", "rtsp://10.0.0.9/1"));
    const { outcomes } = await store.cameras.import([camera("sama", "rtsp://10.0.0.7/1")], 0, dry);
    expect(outcomes[0]?.fault).toEqual({
      kind: "invalid",
      detail: { field: "name", problem: "several cameras are called sama: sama, sama-2" },
    });
  });

  it("takes a new login over, wherever the old one and the new one stand", async () => {
    const store = await opened(newFolder());
    const login = async () => (await store.cameras.addresses()).map((one) => [one.username, one.password]);
    await store.cameras.import([camera("A", "rtsp://lama:satu@10.0.0.5/a")], 0, run);
    const told = await store.cameras.import([camera("A", "rtsp://baru:dua@10.0.0.5/a")], 0, run);
    expect(told.outcomes[0]?.changes).toEqual([
      { field: "main.username", before: "lama", after: "baru" },
      { field: "main.password", before: "•••", after: "•••" },
    ]);
    expect(await login()).toEqual([["baru", "dua"]]);
    // Without a login in it a file changes none.
    await store.cameras.import([camera("A", "rtsp://10.0.0.5/a")], 0, run);
    expect(await login()).toEqual([["baru", "dua"]]);
    const beside = { role: "main", url: "rtsp://10.0.0.5/a", username: "ana", password: "tiga" } as const;
    await store.cameras.import([camera("A", beside.url, { streams: [beside] })], 0, run);
    expect(await login()).toEqual([["ana", "tiga"]]);
  });

  it("never sends a stored password to another machine", async () => {
    const store = await opened(newFolder());
    await store.cameras.import([camera("A", "rtsp://ana:k@10.0.0.8/1")], 0, run);
    const { outcomes } = await store.cameras.import([camera("A", "rtsp://10.0.0.66/1")], 0, run);
    expect(outcomes[0]?.changes).toContainEqual({ field: "main.password", before: "•••", after: null });
    expect((await store.cameras.addresses())[0]?.password).toBeNull();
  });

  it("of two thousand cameras takes a moment", async () => {
    const store = await opened(newFolder());
    const inputs = Array.from({ length: 2_000 }, (_, at) => camera(`K ${at}`, `rtsp://u:p@10.0.0.8/${at}`));
    const began = performance.now();
    expect((await store.cameras.import(inputs, 0, run)).applied).toBe(true);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(await store.cameras.list()).toHaveLength(2_000);
  });
});

describe("numbers that cameras take from each other", () => {
  const ids = ["a", "b", "c", "d", "e"];
  const wish = fc.record({
    cameraId: fc.constantFrom(...ids, null),
    number: fc.integer({ min: 1, max: 7 }),
  });

  it("are the most that may, and nobody who moves is refused", () => {
    const owners = new Map(ids.map((id, at) => [at + 1, id]));
    const own = (id: string) => ids.indexOf(id) + 1;
    fc.assert(
      fc.property(
        fc.uniqueArray(wish, { selector: ({ cameraId }) => cameraId ?? {}, maxLength: 9 }),
        (wishes) => {
          // As an import would find out: everybody is let go, and who gets nothing is not the next time.
          let free = new Set(
            wishes.flatMap(({ cameraId, number }) =>
              cameraId !== null && own(cameraId) !== number ? [cameraId] : [],
            ),
          );
          for (;;) {
            const taken = new Set([...owners].flatMap(([number, id]) => (free.has(id) ? [] : [number])));
            const got = new Set<string>();
            for (const { cameraId, number } of wishes) {
              if (taken.has(number)) continue;
              taken.add(number);
              if (cameraId !== null) got.add(cameraId);
            }
            const still = new Set([...free].filter((id) => got.has(id)));
            if (still.size === free.size) break;
            free = still;
          }
          const { moving, grants } = numberMoves(wishes, owners);
          expect([...moving].toSorted()).toEqual([...free].toSorted());
          wishes.forEach(({ cameraId }, line) => {
            if (cameraId !== null && moving.has(cameraId)) expect(grants(line)).toBe(true);
          });
        },
      ),
    );
  });
});

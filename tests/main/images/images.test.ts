import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Clock } from "../../../src/main/base/clock.ts";
import { Fault } from "../../../src/main/base/fault.ts";
import { createLog } from "../../../src/main/base/log.ts";
import { Images } from "../../../src/main/images/images.ts";
import { IMAGE_BYTES } from "../../../src/protocol/image.ts";
import { fixedClock } from "../access/fixed-clock.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { jpegHead, pngOf } from "../../fixtures/pictures.ts";

const small = { width: 4, height: 3 };
const red = pngOf(small, [200, 0, 0]);
let data = "";
const folder = () => join(data, "images");
const files = () => (existsSync(folder()) ? readdirSync(folder()).toSorted() : []);
interface Limits {
  mostBytes?: number;
  most?: number;
  mostRemovedBytes?: number;
  reserveBytes?: number;
}
const openedAt = async (clock: Pick<Clock, "now" | "after">, limits: Limits = {}) => {
  const images = await Images.open({ data, log: createLog("silent"), clock, ...limits });
  ends.push(() => images.close());
  return images;
};
const opened = (limits: Limits = {}, now = 0) => openedAt(fixedClock(now), limits);
const ends: (() => Promise<void>)[] = [];
/** Nobody says that it is used. */
const unused = () => Promise.resolve();

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "dinding-images-"));
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  rmSync(data, { recursive: true, force: true });
});

async function faultOf(act: () => Promise<unknown>): Promise<Fault> {
  try {
    await act();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("uploaded pictures", () => {
  it("are there after a restart, byte for byte, once for the same bytes however they are called", async () => {
    const images = await opened();
    const image = await images.add(red, "Logo kota", "sari");
    expect(image).toMatchObject({ ...small, name: "Logo kota", by: "sari", type: "image/png" });
    // It is also whose who uploaded it later.
    const shared = { ...image, alsoBy: ["budi"] };
    for (const by of ["sari", "budi", "budi"]) await images.add(Buffer.from(red), "Lain", by);
    expect(images.list()).toEqual([shared]);
    expect(files()).toEqual([`${image.id}.json`, `${image.id}.png`]);
    const again = await opened();
    expect(again.list()).toEqual([shared]);
    const { folder: at, name } = again.file(image.id);
    expect(readFileSync(join(at, name)).equals(red)).toBe(true);
  });

  it.each<[string, Buffer, string]>([
    ["another kind of file", Buffer.from("%PDF-1.7"), "no PNG, JPEG or WebP"],
    ["a drawing", Buffer.from("<svg onload='x'/>"), "SVG may hold programs"],
    ["what is cut off", red.subarray(0, red.length - 5), "cut off"],
    ["what moves", pngOf(small, [0, 0, 0], { more: ["acTL"] }), "moves"],
    [
      "a few bytes that would be gigabytes of pixels",
      pngOf(small, [0, 0, 0], { said: { width: 8000, height: 8000 } }),
      "8000 x 8000 px",
    ],
    ["a side that is too long", jpegHead({ width: 9000, height: 10 }), "9000 x 10 px"],
  ])("refuse %s in words, and leave nothing on the disk", async (_, bytes, words) => {
    const images = await opened();
    const fault = await faultOf(async () => images.add(bytes, "x", "sari"));
    expect(fault.kind).toBe("invalid");
    expect(fault.message).toContain(words);
    expect(files()).toEqual([]);
    expect(images.list()).toEqual([]);
  });

  it("refuse more bytes than one may have, and more than all may have together", async () => {
    const images = await opened({ mostBytes: red.length + 10 });
    const huge = await faultOf(async () => images.add(Buffer.alloc(IMAGE_BYTES + 1), "x", "sari"));
    expect(huge.kind).toBe("tooLarge");
    const [first, second] = await Promise.allSettled([
      images.add(red, "satu", "sari"),
      images.add(pngOf(small, [0, 200, 0]), "dua", "sari"),
    ]);
    expect([first.status, second.status]).toEqual(["fulfilled", "rejected"]);
    expect(files()).toHaveLength(2);
  });

  it("refuse more than there may be, and what would leave the disk no room for the database", async () => {
    const green = pngOf(small, [0, 200, 0]);
    const few = await opened({ most: 1 });
    await few.add(red, "satu", "sari");
    expect((await faultOf(() => few.add(green, "dua", "sari"))).message).toContain("1 pictures are kept");
    const tight = await opened({ reserveBytes: Number.MAX_SAFE_INTEGER });
    expect((await faultOf(() => tight.add(green, "dua", "sari"))).kind).toBe("diskNearlyFull");
    expect(files()).toHaveLength(2);
  });

  it("are written again by who uploads one whose file was taken away", async () => {
    const images = await opened();
    const { id } = await images.add(red, "Logo", "sari");
    rmSync(join(folder(), `${id}.png`));
    await images.add(red, "Logo", "sari");
    expect(readFileSync(join(folder(), `${id}.png`)).equals(red)).toBe(true);
  });

  it("are removed with their record, and stay where somebody says that they are used", async () => {
    const clock = fixedClock(0);
    const images = await openedAt(clock);
    const { id } = await images.add(red, "Logo", "sari");
    const used = await faultOf(() => images.remove(id, "sari", () => Promise.reject(new Fault("inUse"))));
    expect(used.kind).toBe("inUse");
    expect(files()).toHaveLength(2);
    await images.remove(id, "sari", unused);
    expect((await faultOf(async () => images.get(id))).kind).toBe("notFound");
    expect(images.list()).toEqual([]);
    expect(files()).toEqual([`${id}.png`, `${id}.removed`]);
    clock.advance(600_000);
    await expect.poll(files).toEqual([]);
    expect(clock.waiting).toBe(0);
    expect((await faultOf(() => images.restore(id, () => true))).kind).toBe("notFound");
  });

  it("that were removed come back as they were within ten minutes, also after a restart", async () => {
    const clock = fixedClock(0);
    const images = await openedAt(clock);
    const { id } = await images.add(red, "Logo", "sari");
    await images.add(red, "Lain", "budi");
    const before = { listed: images.list(), files: files() };
    await images.remove(id, "teknisi", unused);
    clock.advance(400_000);
    const may: string[] = [];
    const refused = await faultOf(() => images.restore(id, (by) => may.push(by) === 0));
    expect([refused.kind, may]).toEqual(["notFound", ["teknisi"]]);
    await images.close();
    const again = await openedAt(clock);
    expect(again.list()).toEqual([]);
    expect(await again.restore(id, () => true)).toEqual(before.listed[0]);
    expect({ listed: again.list(), files: files() }).toEqual(before);
    // What came back is not cleared away when its ten minutes are over.
    clock.advance(600_000);
    await again.close();
    expect((await openedAt(clock)).list()).toEqual(before.listed);
    expect(files()).toEqual(before.files);

    const fresh = await openedAt(clock);
    await fresh.remove(id, "sari", unused);
    clock.advance(600_001);
    await fresh.close();
    expect(files()).toEqual([]);
  });

  it("that were removed go within ten minutes of the end of their time, also where the clock was a month behind meanwhile", async () => {
    const clock = new SimulatedClock();
    const month = 30 * 86_400_000;
    clock.set(month);
    const images = await openedAt(clock);
    const { id } = await images.add(red, "Logo", "sari");
    await images.remove(id, "sari", unused);
    clock.set(-month);
    await clock.advance(600_000);
    // It was looked after, and is again.
    await expect.poll(() => clock.waiting).toBe(1);
    expect(files()).toHaveLength(2);
    clock.set(month);
    await clock.advance(600_000);
    await expect.poll(files).toEqual([]);
  });

  it("that were removed and are uploaded again belong to who does, and need no undo", async () => {
    const clock = fixedClock(0);
    const images = await openedAt(clock);
    const { id } = await images.add(red, "Logo", "sari");
    await images.remove(id, "sari", unused);
    expect(await images.add(red, "Lambang", "budi")).toMatchObject({ id, name: "Lambang", by: "budi" });
    expect((await faultOf(() => images.restore(id, () => true))).kind).toBe("notFound");
    clock.advance(600_001);
    await images.close();
    expect(files()).toEqual([`${id}.json`, `${id}.png`]);
  });

  it("that were removed give way, the oldest first, and come back only where there is room", async () => {
    const clock = fixedClock(0);
    const shades = [1, 2, 3].map((shade) => pngOf(small, [shade, 0, 0]));
    const most = Math.max(...shades.map(({ length }) => length)) * 2;
    const images = await openedAt(clock, { mostRemovedBytes: most, most: 2 });
    const ids: string[] = [];
    for (const shade of shades) {
      const { id } = await images.add(shade, "x", "sari");
      ids.push(id);
      await images.remove(id, "sari", unused);
      clock.advance(1000);
    }
    const [first = "", second = "", third = ""] = ids;
    expect(files()).toEqual([second, third].flatMap((id) => [`${id}.png`, `${id}.removed`]).toSorted());
    expect((await faultOf(() => images.restore(first, () => true))).kind).toBe("notFound");
    for (const shade of [4, 5]) await images.add(pngOf(small, [shade, 0, 0]), "y", "sari");
    expect((await faultOf(() => images.restore(second, () => true))).message).toContain(
      "2 pictures are kept",
    );
    rmSync(join(folder(), `${third}.png`));
    expect((await faultOf(() => images.restore(third, () => true))).kind).toBe("notFound");
  });

  it("of which a cut left both the record and the note of its end are there", async () => {
    const images = await opened();
    const { id } = await images.add(red, "Logo", "sari");
    const image = images.get(id);
    writeFileSync(join(folder(), `${id}.removed`), JSON.stringify({ image, by: "sari", at: 0 }));
    writeFileSync(join(folder(), `${"0".repeat(64)}.removed`), "{");
    const again = await opened();
    expect(again.list()).toEqual([image]);
    expect(files()).toEqual([`${id}.json`, `${id}.png`]);
  });

  it("that a cut left half written are cleared away, and a record that lies is not believed", async () => {
    const images = await opened();
    const { id } = await images.add(red, "Logo", "sari");
    const [other, lost] = ["0".repeat(64), "1".repeat(64)];
    writeFileSync(join(folder(), `${lost}.png`), "half");
    writeFileSync(join(folder(), `${other}.png`), "of a record that may be read another day");
    writeFileSync(join(folder(), `${other}.png.part`), "half");
    writeFileSync(join(folder(), "catatan.txt"), "mine");
    writeFileSync(join(folder(), `${other}.json`), JSON.stringify({ id: "../../key", name: "x" }));
    const list = async (now: number) => (await opened({}, now)).list().map((image) => image.id);
    const left = [`${other}.json`, `${other}.png`, `${id}.json`, `${id}.png`, "catatan.txt"];
    // Its record may be on its way.
    expect(await list(Date.now())).toEqual([id]);
    expect(files()).toEqual([...left, `${lost}.png`].toSorted());
    expect(await list(Date.now() + 2 * 86_400_000)).toEqual([id]);
    expect(files()).toEqual(left.toSorted());
    writeFileSync(join(folder(), `${id}.png`), "short");
    expect((await opened()).list()).toEqual([]);
  });
});

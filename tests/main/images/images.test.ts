import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Fault } from "../../../src/main/base/fault.ts";
import { createLog } from "../../../src/main/base/log.ts";
import { Images } from "../../../src/main/images/images.ts";
import { IMAGE_BYTES } from "../../../src/protocol/image.ts";
import { jpegHead, pngOf } from "../../fixtures/pictures.ts";

const small = { width: 4, height: 3 };
const red = pngOf(small, [200, 0, 0]);
let data = "";
const folder = () => join(data, "images");
const files = () => (existsSync(folder()) ? readdirSync(folder()).toSorted() : []);
const opened = (mostBytes?: number) =>
  Images.open({
    ...{ data, log: createLog("silent"), clock: { now: () => 0 } },
    ...(mostBytes === undefined ? {} : { mostBytes }),
  });

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "dinding-images-"));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

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
    expect(await images.add(Buffer.from(red), "Lain", "budi")).toEqual(image);
    expect(files()).toEqual([`${image.id}.json`, `${image.id}.png`]);
    const again = await opened();
    expect(again.list()).toEqual([image]);
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
    const images = await opened(red.length + 10);
    const huge = await faultOf(async () => images.add(Buffer.alloc(IMAGE_BYTES + 1), "x", "sari"));
    expect(huge.kind).toBe("tooLarge");
    const [first, second] = await Promise.allSettled([
      images.add(red, "satu", "sari"),
      images.add(pngOf(small, [0, 200, 0]), "dua", "sari"),
    ]);
    expect([first.status, second.status]).toEqual(["fulfilled", "rejected"]);
    expect(files()).toHaveLength(2);
  });

  it("are removed with their record, and stay where somebody says that they are used", async () => {
    const images = await opened();
    const { id } = await images.add(red, "Logo", "sari");
    const used = await faultOf(() => images.remove(id, () => Promise.reject(new Fault("inUse"))));
    expect(used.kind).toBe("inUse");
    expect(files()).toHaveLength(2);
    await images.remove(id, () => Promise.resolve());
    expect(files()).toEqual([]);
    expect((await faultOf(async () => images.get(id))).kind).toBe("notFound");
  });

  it("that a cut left half written are cleared away, and a record that lies is not believed", async () => {
    const images = await opened();
    const { id } = await images.add(red, "Logo", "sari");
    const other = "0".repeat(64);
    writeFileSync(join(folder(), `${other}.png`), "half");
    writeFileSync(join(folder(), `${other}.png.part`), "half");
    writeFileSync(join(folder(), "catatan.txt"), "mine");
    writeFileSync(join(folder(), `${other}.json`), JSON.stringify({ id: "../../key", name: "x" }));
    expect((await opened()).list().map((image) => image.id)).toEqual([id]);
    expect(files()).toEqual([`${other}.json`, `${id}.json`, `${id}.png`, "catatan.txt"].toSorted());
    writeFileSync(join(folder(), `${id}.png`), "short");
    expect((await opened()).list()).toEqual([]);
  });
});

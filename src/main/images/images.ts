import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Image, IMAGES_BYTES, IMAGES_MOST, imageSchema, isUploadedBy } from "../../protocol/image.ts";
import type { Clock } from "../base/clock.ts";
import { refuseWhenNearlyFull } from "../base/disk-reserve.ts";
import { Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import { writeWholeFile } from "../base/whole-file.ts";
import { storeFault } from "../store/failure.ts";
import { IMAGE_FOLDER, imageFile, imageRecord } from "../store/image-files.ts";
import { judged, refused } from "./judged-image.ts";
import { removedFile, RemovedImages } from "./removed-images.ts";

interface Parts {
  /** Its folder `images` holds the files; it is made with the first picture. */
  readonly data: string;
  readonly clock: Pick<Clock, "now" | "after">;
  readonly log: Log;
  /** Bytes that all of them may take, and how many they may be. */
  readonly mostBytes?: number;
  readonly most?: number;
  /** Bytes of removed pictures that are kept for an undo. */
  readonly mostRemovedBytes?: number;
  /** Bytes that stay free on the disk; by default a share of it. */
  readonly reserveBytes?: number;
}

const MB = 1024 * 1024;
/** So old is a picture without a record that is removed, milliseconds: its record is not just being copied back. */
const LOST_MS = 86_400_000;

/**
 * Pictures that people uploaded: in the data folder, each a file called by the checksum of its bytes, beside a record of what it is. The record
 * is written last and removed first, so a picture is there whole or not at all. Backups carry them; a layout whose
 * picture is missing says so on the glass.
 */
export class Images {
  readonly #parts: Parts;
  readonly #folder: string;
  #known = new Map<string, Image>();
  readonly #removed: RemovedImages;
  #cancelTidying = () => {};
  /** Settles when the change before is on the disk. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.#folder = join(parts.data, IMAGE_FOLDER);
    const { clock, log, mostRemovedBytes: mostBytes } = parts;
    this.#removed = new RemovedImages({
      folder: this.#folder,
      clock,
      log,
      ...(mostBytes !== undefined && { mostBytes }),
    });
  }

  /** Knows again what lies in the folder, and removes what a cut left half written. */
  static async open(parts: Parts): Promise<Images> {
    const images = new Images(parts);
    await images.#recover();
    return images;
  }

  /** By their names. */
  list(): Image[] {
    return [...this.#known.values()].toSorted(
      (a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1),
    );
  }

  /** Faults with `notFound`. */
  get(id: string): Image {
    const image = this.#known.get(id);
    if (image === undefined) throw new Fault("notFound", { what: "image", id });
    return image;
  }

  /** Where its file lies. Faults with `notFound`. */
  file(id: string): { readonly folder: string; readonly name: string } {
    return { folder: this.#folder, name: imageFile(this.get(id)) };
  }

  /**
   * Keeps a picture; of one that is kept already, that somebody else uploaded it too. Faults with `invalid` where it is no picture that pages may show or there is no
   * room for it, and with those of a disk; then nothing is left.
   */
  add(bytes: Uint8Array, name: string, by: string): Promise<Image> {
    const { type, width, height } = judged(bytes);
    const id = createHash("sha256").update(bytes).digest("hex");
    return this.#inTurn(async () => {
      const known = this.#known.get(id);
      if (known !== undefined) {
        await this.#bringBack(known, bytes);
        return isUploadedBy(known, by) ? known : this.#alsoBy(known, by);
      }
      this.#refuseWhenFull(bytes.length);
      const at = new Date(this.#parts.clock.now()).toISOString();
      const image = imageSchema.parse({ id, name, type, width, height, bytes: bytes.length, by, at });
      try {
        await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      } catch (error) {
        throw storeFault(error, this.#folder);
      }
      await refuseWhenNearlyFull(this.#folder, bytes.length, this.#parts.reserveBytes);
      try {
        await writeWholeFile(join(this.#folder, imageFile(image)), bytes);
        await this.#writeRecord(image);
      } catch (error) {
        for (const file of [imageRecord(id), imageFile(image)])
          for (const name of [file, `${file}.part`]) await this.#drop(name);
        throw storeFault(error, this.#folder);
      }
      this.#known.set(id, image);
      await this.#removed.forget(id);
      return image;
    });
  }

  /**
   * `still` is called when it is its turn, and may throw. For ten minutes `restore` brings it back. Faults with `notFound`.
   */
  remove(id: string, by: string, still: () => Promise<void>): Promise<void> {
    return this.#inTurn(async () => {
      const image = this.get(id);
      await still();
      const mayComeBack = await this.#removed.note(image, by);
      try {
        await rm(join(this.#folder, imageRecord(id)), { force: true });
      } catch (error) {
        await this.#removed.forget(id);
        throw storeFault(error, this.#folder);
      }
      this.#known.delete(id);
      if (!mayComeBack) await this.#drop(imageFile(image));
      await this.#tidy();
    });
  }

  /**
   * Brings back a picture that was removed a short while ago, as it was. `may`: whether somebody may, by who removed it. Faults with `notFound`, with `invalid` where there is no room any more, and with those of a disk.
   */
  restore(id: string, may: (removedBy: string) => boolean): Promise<Image> {
    return this.#inTurn(async () => {
      const removed = this.#removed.get(id);
      if (removed === null || !may(removed.by) || !(await this.#removed.isWhole(removed)))
        throw new Fault("notFound", { what: "image", id });
      this.#refuseWhenFull(removed.image.bytes);
      try {
        await this.#writeRecord(removed.image);
      } catch (error) {
        await this.#drop(`${imageRecord(id)}.part`);
        throw storeFault(error, this.#folder);
      }
      this.#known.set(id, removed.image);
      await this.#removed.forget(id);
      return removed.image;
    });
  }

  /** Resolves when the change before is on the disk. */
  async close(): Promise<void> {
    this.#cancelTidying();
    await this.#inTurn(() => Promise.resolve());
  }

  /** Now, and when the next one's time is over. */
  async #tidy(): Promise<void> {
    this.#cancelTidying();
    await this.#removed.tidy();
    const { nextMs } = this.#removed;
    if (nextMs !== null)
      this.#cancelTidying = this.#parts.clock.after(nextMs, () => void this.#inTurn(() => this.#tidy()));
  }

  /** Writes the file of a picture that is known and whose file somebody took away. */
  async #bringBack(known: Image, bytes: Uint8Array): Promise<void> {
    const file = join(this.#folder, imageFile(known));
    try {
      if ((await sizeOf(file)) !== known.bytes) await writeWholeFile(file, bytes);
    } catch (error) {
      await this.#drop(`${imageFile(known)}.part`);
      throw storeFault(error, this.#folder);
    }
  }

  /** Who shows the bytes of a picture has it, whoever was the first. */
  async #alsoBy(known: Image, by: string): Promise<Image> {
    const image: Image = { ...known, alsoBy: [...(known.alsoBy ?? []), by] };
    try {
      await this.#writeRecord(image);
    } catch (error) {
      // The record before is there still: another takes its place only when it is whole.
      await this.#drop(`${imageRecord(image.id)}.part`);
      throw storeFault(error, this.#folder);
    }
    this.#known.set(image.id, image);
    return image;
  }

  async #writeRecord(image: Image): Promise<void> {
    const record = Buffer.from(`${JSON.stringify(image, null, 2)}\n`);
    await writeWholeFile(join(this.#folder, imageRecord(image.id)), record);
  }

  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(change);
    // The next one waits for this one and not for its success.
    this.#turn = mine.then(
      () => null,
      () => null,
    );
    return mine;
  }

  #refuseWhenFull(more: number): void {
    const count = this.#parts.most ?? IMAGES_MOST;
    if (this.#known.size >= count)
      throw refused(`${count} pictures are kept, which is all that may be; remove one that is not used`);
    const most = this.#parts.mostBytes ?? IMAGES_BYTES;
    const taken = [...this.#known.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    if (taken + more > most)
      throw refused(
        `all pictures would take ${inMb(taken + more)} MB and ${inMb(most)} MB are theirs; remove one that is not used`,
      );
  }

  /** What cannot be removed is tried again at the next start. */
  async #drop(name: string): Promise<void> {
    try {
      await rm(join(this.#folder, name), { force: true });
    } catch (error) {
      this.#parts.log.warn({ err: error, file: name }, "a file of a picture could not be removed");
    }
  }

  async #recover(): Promise<void> {
    let names: readonly string[];
    try {
      names = await readdir(this.#folder);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return;
      // A wall that does not start would be worse than one without its pictures.
      this.#parts.log.error({ err: error, folder: this.#folder }, "the uploaded pictures cannot be read");
      return;
    }
    for (const name of names.filter((one) => one.endsWith(".json"))) {
      const image = await this.#read(name);
      if (image !== null) this.#known.set(image.id, image);
      else this.#parts.log.warn({ file: name }, "this is no record of a picture, or its picture is missing");
    }
    await this.#removed.recover(names, (id) => names.includes(imageRecord(id)));
    await this.#tidy();
    for (const name of names) {
      const [, id = "", part] = /^([0-9a-f]{64})\.(?:png|jpg|webp|json|removed)(\.part)?$/.exec(name) ?? [];
      // A record that cannot be read today may be read tomorrow, and without its picture it would be worth nothing.
      const hasRecord = names.includes(imageRecord(id)) || names.includes(removedFile(id));
      if (part !== undefined || (id !== "" && !hasRecord && (await this.#isLost(name))))
        await this.#drop(name);
    }
  }

  /** Whether a picture without a record lies there for long. */
  async #isLost(name: string): Promise<boolean> {
    try {
      const { mtimeMs } = await stat(join(this.#folder, name));
      return this.#parts.clock.now() - mtimeMs > LOST_MS;
    } catch (error) {
      this.#parts.log.warn({ err: error, file: name }, "a file of a picture cannot be looked at");
      return false;
    }
  }

  /** What a record says, where its picture is there and as long as it says; null otherwise. */
  async #read(name: string): Promise<Image | null> {
    try {
      const text = await readFile(join(this.#folder, name), "utf8");
      const read = imageSchema.safeParse(JSON.parse(text));
      if (!read.success || imageRecord(read.data.id) !== name) return null;
      const { size } = await stat(join(this.#folder, imageFile(read.data)));
      return size === read.data.bytes ? read.data : null;
    } catch (error) {
      this.#parts.log.warn({ err: error, file: name }, "a record of a picture cannot be read");
      return null;
    }
  }
}

/** Bytes of a file; null where there is none. */
async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

const inMb = (bytes: number) => Math.ceil(bytes / MB);

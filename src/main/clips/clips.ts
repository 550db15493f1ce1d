import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { clipSchema } from "../../protocol/minute.ts";
import type { Clock } from "../base/clock.ts";
import { refuseWhenNearlyFull } from "../base/disk-reserve.ts";
import { Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import type { Minute } from "../feeds/minute/minute.ts";
import { type Mp4, writeMp4 } from "../feeds/minute/mp4.ts";
import { lastGroup, type Recording } from "../feeds/minute/recording.ts";
import { Turns } from "../feeds/minute/turns.ts";
import { stillOf } from "../feeds/minute/still.ts";
import type { FindFfmpeg } from "../feeds/source.ts";
import { storeFault } from "../store/failure.ts";
import type { StoredClip } from "../store/followup-store.ts";
import type { Store } from "../store/store.ts";
import { type ClipAsked, clipOf, nameOf, ownName, record, tagsOf } from "./clip-record.ts";
import { writeWholeFile } from "../base/whole-file.ts";

export interface ClipParts {
  /** Its folder `clips` holds the files; it is made with the first clip. */
  readonly data: string;
  readonly store: Pick<Store, "clips">;
  readonly minute: Minute;
  readonly ffmpeg: FindFfmpeg;
  readonly clock: Clock;
  readonly log: Log;
  /** Bytes that a clip leaves free on the disk of `data`, which the database needs more; by default a share of it. */
  readonly reserveBytes?: number;
}

/** One clip is written at a time; the disk is for the database first. */
const AT_ONCE = 1;
const MOST_WAITING = 8;
/** What the index of the file takes beside its pictures, bytes a picture: generous. */
const INDEX_BYTES = 64;

/** What lies beside a clip and its record, by its endings. */
const besides = ["mp4.sha256", "jpg", "jpg.sha256"] as const;

const recordSchema = z.object({ clip: clipSchema.omit({ url: true }) });

/**
 * Clips: MP4 files in the data folder, each beside its checksum and its record, with a row in the store. A clip is there
 * whole or not at all, also after a cut. Backups carry the rows and not the files: those are copied as files.
 */
export class Clips {
  readonly #parts: ClipParts;
  readonly #folder: string;
  readonly #turns = new Turns(AT_ONCE, MOST_WAITING);
  readonly #closing = new AbortController();
  /** Writing at the moment, so that the end can wait for it. */
  readonly #running = new Set<Promise<unknown>>();

  private constructor(parts: ClipParts) {
    this.#parts = parts;
    this.#folder = join(parts.data, "clips");
  }

  /** Removes what a cut left half written, and knows again what it kept from being remembered. */
  static async open(parts: ClipParts): Promise<Clips> {
    const clips = new Clips(parts);
    await clips.#recover();
    return clips;
  }

  /**
   * Writes what is kept of the time that is asked for. Faults with `notKept`, `tooMany`, `diskNearlyFull`, those of a
   * disk and those of ffmpeg; then nothing is left, nor when `given` is aborted meanwhile.
   */
  async make(asked: ClipAsked, given?: AbortSignal): Promise<StoredClip> {
    const closing = this.#closing.signal;
    const signal = given === undefined ? closing : AbortSignal.any([closing, given]);
    signal.throwIfAborted();
    // Before its turn comes, the time that is asked for may be over a minute ago.
    const [from, to] = [Date.parse(asked.from), Date.parse(asked.to)];
    const recording = this.#parts.minute.between(asked.camera.id, asked.stream ?? null, from, to);
    const made = this.#turns.take(() => this.#make(asked, recording, signal));
    this.#running.add(made);
    try {
      return await made;
    } finally {
      this.#running.delete(made);
    }
  }

  /** Where the files of a clip lie, by their endings. Faults with `notFound` where there is no such clip. */
  async file(
    id: string,
    ending: "mp4" | "mp4.sha256" | "json" | "jpg",
  ): Promise<{ folder: string; name: string }> {
    const clip = await this.#parts.store.clips.get(id);
    if (ending === "jpg" && clip.still === undefined) throw new Fault("notFound", { what: "still", id });
    return { folder: this.#folder, name: `${clip.id}.${ending}` };
  }

  /** `by`: who does it. Faults with `notFound`. */
  async remove(id: string, by: string): Promise<void> {
    await this.#parts.store.clips.get(id);
    // Without its record a clip is not taken up again, wherever the removal is cut off.
    await this.#unlink(id, "json");
    await this.#parts.store.clips.remove(id, by);
    for (const ending of [...besides, "mp4"]) await this.#unlink(id, ending);
  }

  /** Resolves when nothing is written any more; a clip that is not whole by then is given up. */
  async close(): Promise<void> {
    this.#closing.abort(new Fault("unavailable", { what: "Dinding" }));
    await Promise.allSettled(this.#running);
  }

  async #make(asked: ClipAsked, recording: Recording, signal: AbortSignal): Promise<StoredClip> {
    signal.throwIfAborted();
    const { clock, store } = this.#parts;
    const id = nameOf(asked.camera.id, recording);
    const file = join(this.#folder, `${id}.mp4`);
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await this.#refuseWhenNearlyFull(recording);
      const madeAt = new Date(clock.now()).toISOString();
      const mp4 = await this.#write(`${file}.part`, recording, tagsOf(asked, recording, madeAt), signal);
      const { bytes, sha256 } = await this.#seal(`${file}.part`);
      await rename(`${file}.part`, file);
      const still = asked.incidentId === undefined ? null : await this.#writeStill(id, recording, signal);
      const clip = clipOf(asked, recording, { id, madeAt, bytes, sha256, mp4, still });
      await writeWholeFile(`${file}.sha256`, Buffer.from(`${sha256}  ${id}.mp4\n`));
      await writeWholeFile(join(this.#folder, `${id}.json`), Buffer.from(record(clip)));
      await store.clips.add(clip);
      return clip;
    } catch (error) {
      for (const ending of ["json", ...besides, "mp4", "mp4.part"]) await this.#unlink(id, ending);
      if (signal.aborted) throw signal.reason;
      throw storeFault(error, this.#folder);
    }
  }

  async #write(
    part: string,
    recording: Recording,
    tags: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Mp4> {
    // Made here, because only its owner may read what cameras saw.
    await writeFile(part, "", { mode: 0o600 });
    await chmod(part, 0o600);
    return writeMp4(part, recording, tags, this.#parts.ffmpeg, signal);
  }

  /** The last picture of `recording` beside the clip; null where it cannot be decoded, which the clip itself outlives. */
  async #writeStill(
    id: string,
    recording: Recording,
    signal: AbortSignal,
  ): Promise<StoredClip["still"] | null> {
    const { ffmpeg, log } = this.#parts;
    let still: Awaited<ReturnType<typeof stillOf>>;
    try {
      still = await stillOf(lastGroup(recording), ffmpeg, signal);
    } catch (error) {
      signal.throwIfAborted();
      log.warn({ err: error, clip: id }, "the last picture of a clip could not be decoded");
      return null;
    }
    const { jpeg, at } = still;
    const sha256 = createHash("sha256").update(jpeg).digest("hex");
    await writeWholeFile(join(this.#folder, `${id}.jpg`), Buffer.from(jpeg));
    await writeWholeFile(join(this.#folder, `${id}.jpg.sha256`), Buffer.from(`${sha256}  ${id}.jpg\n`));
    return { at: new Date(at).toISOString(), bytes: jpeg.byteLength, sha256 };
  }

  /** Puts a file on the disk and tells its length and checksum as they are there. */
  async #seal(file: string): Promise<{ bytes: number; sha256: string }> {
    const handle = await open(file, "r+");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    const hash = createHash("sha256");
    await pipeline(createReadStream(file), hash);
    return { bytes: (await stat(file)).size, sha256: hash.digest("hex") };
  }

  async #refuseWhenNearlyFull({ pictures }: Recording): Promise<void> {
    const wanted = pictures.reduce((sum, { packet }) => sum + packet.bytes.byteLength + INDEX_BYTES, 0);
    await refuseWhenNearlyFull(this.#folder, wanted, this.#parts.reserveBytes);
  }

  async #unlink(id: string, ending: string): Promise<void> {
    await rm(join(this.#folder, `${id}.${ending}`), { force: true });
  }

  async #recover(): Promise<void> {
    const { log } = this.#parts;
    const names = new Set(await readdir(this.#folder).catch(() => []));
    for (const name of names) {
      try {
        await this.#recoverOne(name, names);
      } catch (error) {
        // One file that cannot be read keeps neither the others nor the core from being there.
        log.warn({ err: error, file: name }, "a file among the clips cannot be read");
      }
    }
  }

  async #recoverOne(name: string, names: ReadonlySet<string>): Promise<void> {
    const { log, store } = this.#parts;
    if (name.endsWith(".part")) return rm(join(this.#folder, name), { force: true });
    const [, id, ending] = /^(.+)\.(json|mp4)$/.exec(name) ?? [];
    if (id === undefined || !names.has(`${id}.mp4`) || (await this.#isListed(id))) return undefined;
    if (ending === "mp4") {
      // The record is written last: without it nobody was told of this clip, or it was being removed.
      if (names.has(`${id}.json`) || !ownName.test(id)) return undefined;
      for (const each of [...besides, "mp4"]) await this.#unlink(id, each);
      log.warn({ clip: id }, "a clip without its record was left by a cut, and is removed");
      return undefined;
    }
    const read = recordSchema.safeParse(json(await readFile(join(this.#folder, name), "utf8")));
    if (!read.success || read.data.clip.id !== id) {
      log.warn({ file: name }, "this is no record of a clip");
      return undefined;
    }
    await store.clips.add(read.data.clip);
    log.info({ clip: id }, "a clip was found beside the database and is listed again");
    return undefined;
  }

  async #isListed(id: string): Promise<boolean> {
    try {
      await this.#parts.store.clips.get(id);
      return true;
    } catch (error) {
      if (error instanceof Fault && error.kind === "notFound") return false;
      throw error;
    }
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

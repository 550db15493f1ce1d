import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Clips, type ClipParts } from "../../../src/main/clips/clips.ts";
import { findFfmpeg, onceFound } from "../../../src/main/feeds/ffmpeg/program.ts";
import { encodings, greyOf, greySeen, greyUnits } from "../feeds/minute/grey.ts";
import { type KeptFeed, keptFeed } from "../feeds/minute/kept-feed.ts";
import { keptLog } from "../feeds/parts.ts";
import { newFolder, opened } from "../store/folders.ts";

const ffmpeg = onceFound(() => findFfmpeg());
const site = { id: "tarakan", name: "Pusat Kendali Kota Tarakan" };
const camera = { id: "cam", name: "Simpang Empat “Sudirman”" };

const probed = z.object({
  packets: z.array(z.object({ pts_time: z.string(), flags: z.string() })),
  streams: z.array(z.object({ codec_name: z.string(), level: z.int(), duration: z.string() })),
  format: z.object({ tags: z.record(z.string(), z.string()) }),
});

function probe(file: string) {
  const shown = ["-show_packets", "-show_streams", "-show_format", "-of", "json"];
  const { stdout } = spawnSync("ffprobe", ["-v", "error", "-select_streams", "v", ...shown, file]);
  return probed.parse(JSON.parse(stdout.toString()));
}

/** A feed of which two seconds are kept, and clips of it in a folder of their own. */
async function kept(encoding: keyof typeof encodings, rest: Partial<ClipParts> = {}) {
  const feed = await keptFeed();
  for (const unit of greyUnits(encoding)) {
    feed.source.unit(unit);
    await feed.clock.advance(40);
  }
  const data = newFolder();
  const store = await opened(data);
  const parts = { data, store, minute: feed.minute, ffmpeg, clock: feed.clock, log: keptLog().log, ...rest };
  const clips = await Clips.open(parts);
  return { feed, data, store, parts, clips, folder: join(data, "clips") };
}

function asked({ clock }: KeptFeed) {
  const from = new Date(clock.now() - 30_000).toISOString();
  return { camera, site, madeBy: "oki", from, to: new Date(clock.now()).toISOString(), reason: "tabrakan" };
}

/** `sha256sum -c` beside the clip, as its record says. */
const check = (folder: string, id: string) =>
  spawnSync("sha256sum", ["-c", `${id}.mp4.sha256`], { cwd: folder }).status;

const isEncoding = (name: string): name is keyof typeof encodings => Object.hasOwn(encodings, name);

describe.each(Object.keys(encodings).filter(isEncoding))("a clip of a camera that sends %s", (encoding) => {
  it("has every kept picture at its time, its evidence in it, and a checksum that finds a changed byte", async () => {
    const { feed, folder, clips, store } = await kept(encoding);
    const { pictures } = feed.minute.between("cam", null, 0, feed.clock.now());
    const clip = await clips.make(asked(feed));
    const file = join(folder, `${clip.id}.mp4`);
    const seen = probe(file);
    expect(clip.copied).toBe(encoding !== "mjpeg" && encoding !== "mpeg4");
    expect(seen.streams.map(({ codec_name }) => codec_name)).toEqual([encoding === "hevc" ? "hevc" : "h264"]);
    // A rate that nobody told would make it a level that few players play.
    if (!clip.copied) expect(seen.streams[0]?.level).toBeLessThanOrEqual(51);
    expect(clip.frames).toBe(pictures.length);
    const times = seen.packets.map(({ pts_time }) => Number(pts_time));
    const first = Math.min(...times);
    const expected = pictures.map(({ timeUs }) => timeUs / 1e6).toSorted((a, b) => a - b);
    expect(times.length).toBe(expected.length);
    for (const [index, time] of times.toSorted((a, b) => a - b).entries())
      expect(Math.abs(time - first - (expected[index] ?? 0))).toBeLessThanOrEqual(1 / 90_000);
    expect(Number(seen.streams[0]?.duration)).toBeCloseTo(pictures.length * 0.04, 2);
    expect(seen.packets[0]?.flags).toContain("K");
    expect(greySeen(readFileSync(file))).toBeCloseTo(greyOf(0), -1);

    expect(seen.format.tags).toMatchObject({
      title: `${camera.name}, ${clip.startsAt}`,
      "dinding.camera-id": "cam",
      "dinding.camera-name": camera.name,
      "dinding.site-name": site.name,
      "dinding.starts-at": clip.startsAt,
      "dinding.ends-at": clip.endsAt,
      "dinding.made-by": "oki",
      "dinding.reason": "tabrakan",
    });
    expect(clip).toMatchObject({
      startsAt: new Date(pictures[0]?.packet.arrivedAt ?? 0).toISOString(),
      endsAt: new Date(pictures.at(-1)?.packet.arrivedAt ?? 0).toISOString(),
      bytes: statSync(file).size,
    });
    expect(JSON.parse(readFileSync(join(folder, `${clip.id}.json`), "utf8"))).toMatchObject({ clip });
    expect(await store.clips.list("cam")).toEqual([clip]);

    expect(check(folder, clip.id)).toBe(0);
    const bytes = readFileSync(file);
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    expect(check(folder, clip.id)).not.toBe(0);
    await feed.hub.close();
  });
});

describe("clips", () => {
  it("are there whole or not at all: refused, failed and given up ones leave nothing", async () => {
    const { feed, folder, clips, store } = await kept("h264");
    const early = { ...asked(feed), from: "2020-01-01T00:00:00Z", to: "2020-01-01T00:01:00Z" };
    await expect(clips.make(early)).rejects.toMatchObject({ kind: "notKept" });
    const failing = await Clips.open({
      ...{ data: join(folder, ".."), minute: feed.minute, ffmpeg, clock: feed.clock, log: keptLog().log },
      store: { clips: { ...store.clips, add: () => Promise.reject(new Error("no")) } },
    });
    await expect(failing.make(asked(feed))).rejects.toMatchObject({ kind: "internal" });
    expect(readdirSync(folder)).toEqual([]);
    const given = clips.make(asked(feed));
    const closed = clips.close();
    await expect(given).rejects.toMatchObject({ kind: "unavailable" });
    await closed;
    expect(readdirSync(folder)).toEqual([]);
    expect(await store.clips.list(null)).toEqual([]);
    await feed.hub.close();
  });

  it("are refused with a sentence where the disk is nearly full", async () => {
    const { feed, folder, clips } = await kept("h264", { reserveBytes: Number.MAX_SAFE_INTEGER });
    const refused = clips.make(asked(feed));
    await expect(refused).rejects.toMatchObject({ kind: "diskNearlyFull" });
    await expect(refused).rejects.toThrow(/has only \d+ MB left.*Remove clips/);
    expect(readdirSync(folder)).toEqual([]);
    await feed.hub.close();
  });

  it("that a cut left half written are gone, and whole ones are listed again", async () => {
    const { feed, folder, clips, store, parts } = await kept("h264");
    const clip = await clips.make(asked(feed));
    await store.clips.remove(clip.id, "oki");
    writeFileSync(join(folder, "x.mp4.part"), "half");
    writeFileSync(join(folder, "note.json"), "{}");
    await Clips.open(parts);
    expect(await store.clips.list(null)).toEqual([clip]);
    expect(existsSync(join(folder, "x.mp4.part"))).toBe(false);
    await Clips.open(parts);
    expect(await store.clips.list(null)).toHaveLength(1);
    await feed.hub.close();
  });

  it("without a record are gone, what people put there stays, and what cannot be read keeps nothing out", async () => {
    const { feed, folder, clips, store, parts } = await kept("h264");
    const clip = await clips.make(asked(feed));
    await store.clips.remove(clip.id, "oki");
    const cut = "cam-20261122t070000z-0a1b2c";
    for (const name of [`${cut}.mp4`, `${cut}.mp4.sha256`, "liburan.mp4", "a.mp4"])
      writeFileSync(join(folder, name), "x");
    mkdirSync(join(folder, "a.json"));
    await Clips.open(parts);
    expect(await store.clips.list(null)).toEqual([clip]);
    expect(
      readdirSync(folder)
        .filter((name) => !name.startsWith(clip.id))
        .toSorted(),
    ).toEqual([...["a.json", "a.mp4", "liburan.mp4"]]);
    expect(check(folder, clip.id)).toBe(0);
    await feed.hub.close();
  });

  it("hold what was there when they were asked for, however long they wait for their turn", async () => {
    const { feed, store, parts, clips: first } = await kept("h264");
    await first.close();
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const add: typeof store.clips.add = async (clip) => {
      await gate;
      return store.clips.add(clip);
    };
    const clips = await Clips.open({ ...parts, store: { clips: { ...store.clips, add } } });
    const order = asked(feed);
    const made = [clips.make(order), clips.make(order)];
    await feed.seconds(70);
    await expect(clips.make(order)).rejects.toMatchObject({ kind: "notKept" });
    open();
    const [one, other] = await Promise.all(made);
    expect(other).toMatchObject({ frames: one?.frames, startsAt: one?.startsAt, endsAt: one?.endsAt });
    await clips.close();
    await feed.hub.close();
  });

  it("are readable by their owner alone, and go with everything beside them", async () => {
    const { feed, folder, clips, store, parts } = await kept("h264");
    const clip = await clips.make(asked(feed));
    expect(readdirSync(folder).toSorted()).toEqual(
      ["json", "mp4", "mp4.sha256"].map((ending) => `${clip.id}.${ending}`),
    );
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    await clips.remove(clip.id, "oki");
    expect(readdirSync(folder)).toEqual([]);
    await expect(clips.remove(clip.id, "oki")).rejects.toMatchObject({ kind: "notFound" });
    await Clips.open(parts);
    expect(await store.clips.list(null)).toEqual([]);
    await feed.hub.close();
  });
});

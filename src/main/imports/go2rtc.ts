import { cameraOf } from "./camera.ts";
import { type Entry, shortened } from "./entry.ts";
import { isRemark, type Remark, remark } from "./remarks.ts";
import { sourceAddress } from "./source-address.ts";
import { mappingOf, readYaml, textsOf } from "./yaml.ts";

/** How people name the small stream of a camera beside `gate`. */
const small = /[_-](?:sub|low|small|sd|kecil)$/i;

/**
 * go2rtc's `streams`: a name and one source or a list, of which the first that can be opened is the main stream (the
 * others are other forms of it). `gate_sub` beside `gate` is its sub stream.
 */
export function readGo2rtc(text: string): readonly Entry[] | Remark {
  const file = readYaml(text);
  if (isRemark(file)) return file;
  const streams = mappingOf(file.mapping["streams"]);
  if (streams === null || Object.keys(streams).length === 0) return remark("empty", "");
  const names = Object.keys(streams);
  const subs = new Map(
    names.flatMap((name) => {
      const base = name.replace(small, "");
      return base === name || !Object.hasOwn(streams, base) ? [] : [[base, name] as const];
    }),
  );
  const isSub = new Set(subs.values());
  return names
    .filter((name) => !isSub.has(name))
    .map((name) => entryOf(name, streams[name], subs.get(name), streams));
}

function entryOf(
  name: string,
  sources: unknown,
  subName: string | undefined,
  streams: Readonly<Record<string, unknown>>,
): Entry {
  const where = `streams.${name}`;
  const shown = shortened(name);
  const { address, others } = firstAddress(sources, "main.url");
  if (typeof address !== "string") return { where, name: shown, camera: address, notes: [] };
  const sub = subName === undefined ? null : firstAddress(streams[subName], "sub.url").address;
  const notes = others.map((other) => remark("notUsed", "main.url", { given: other }));
  if (sub !== null && typeof sub !== "string") notes.push(sub);
  const camera = cameraOf({ name, main: address, ...(typeof sub === "string" && { sub }) });
  return { where, name: shown, camera, notes };
}

/** The first source that can be opened, and the rest; the first reason where none can. */
export function firstAddress(
  sources: unknown,
  field: string,
): { address: string | Remark; others: string[] } {
  const written = textsOf(sources);
  const read = written.map((source) => sourceAddress(source, field));
  const at = read.findIndex((address) => typeof address === "string" && address !== "");
  const address = read[at === -1 ? 0 : at] ?? remark("noAddress", field);
  const others = written
    .filter((_, index) => at !== -1 && index !== at)
    .map((other) => shortened(other.split(/[?#]/, 1)[0] ?? ""));
  return { address, others };
}

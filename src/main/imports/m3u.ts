import { withoutCredentials } from "../base/log.ts";
import { readStreamUrl } from "../store/stream-url.ts";
import { cameraOf } from "./camera.ts";
import { type Entry, shortened } from "./entry.ts";
import { type Remark, remark } from "./remarks.ts";

/**
 * A list of addresses, each below its `#EXTINF:<seconds> key="value" ...,<name>`; groups by `group-title` or
 * `#EXTGRP:`. What an address needs to be named comes from its path where no name is given.
 */
export function readM3u(text: string): readonly Entry[] | Remark {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const entries: Entry[] = [];
  let named: { name: string; group: string } | null = null;
  let group = "";
  for (const [index, line] of lines.entries()) {
    const said = line.trim();
    if (/^#EXTINF:/i.test(said)) named = readInfo(said);
    else if (/^#EXTGRP:/i.test(said)) group = said.slice(8).trim();
    else if (said !== "" && !said.startsWith("#")) {
      const name = named?.name || calledBy(said);
      const within = named?.group || group;
      entries.push({
        where: String(index + 1),
        name: shortened(name),
        camera: cameraOf({ name, main: said, ...(within !== "" && { group: within }) }),
        notes: [],
      });
      named = null;
      group = "";
    }
  }
  return entries.length === 0 ? remark("empty", "") : entries;
}

/** The name is what follows the first comma outside of quotes; `tvg-name` where that is empty. */
function readInfo(line: string): { name: string; group: string } {
  const [attributes = ""] = /^#EXTINF:(?:"[^"]*"|[^",])*/i.exec(line) ?? [];
  const value = (key: string) => {
    const at = attributes.toLowerCase().indexOf(`${key}="`);
    if (at === -1) return "";
    const from = at + key.length + 2;
    return attributes.slice(from, attributes.indexOf('"', from)).trim();
  };
  const name = line.slice(attributes.length + 1).trim();
  return { name: name || value("tvg-name"), group: value("group-title") };
}

/** What an address is called that has no name: never by its login, for names are shown to everybody. */
function calledBy(address: string): string {
  const url = URL.parse(withLoginPlaces(address));
  const part = url?.pathname.split("/").findLast((each) => each !== "") ?? "";
  const bare = part.replaceAll(/[^=&_;]*=%7B(?:user|password)%7D[&_;]?/g, "");
  if (url !== null && (bare !== part || withoutCredentials(bare) !== bare))
    return `${url.hostname} ${bare === part ? "" : bare}`.trim();
  return part || (url?.hostname ?? "");
}

function withLoginPlaces(address: string): string {
  try {
    return readStreamUrl(address, "main.url").url;
  } catch {
    // It is refused where it is stored, with the reason; until then it has no name of its own.
    return "";
  }
}

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
      const name = named?.name || lastPart(said);
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

function lastPart(address: string): string {
  const parsed = URL.parse(address);
  const part = parsed?.pathname.split("/").findLast((each) => each !== "");
  return part ?? parsed?.hostname ?? "";
}

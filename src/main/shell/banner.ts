import type { Site } from "../../layouts/site.ts";
import type { Language } from "../../protocol/session.ts";
import type { Windows } from "./windows.ts";

const words = {
  id: {
    console: "Konsol",
    wall: "Dinding",
    keys: "Tombol",
    keysText: "di konsol: 1 sampai 9 menampilkan tata letak di dinding, ? menunjukkan semua tombol",
    windows: "Jendela",
    noDisplay: "komputer ini tanpa layar; hanya melayani halaman",
    noBrowser: "tidak ada Electron atau Chromium; hanya melayani halaman",
    noneAsked: "tidak diminta; hanya melayani halaman",
    stop: "Berhenti",
  },
  en: {
    console: "Console",
    wall: "Wall",
    keys: "Keys",
    keysText: "in the console: 1 to 9 put a layout on the wall, ? shows every key",
    windows: "Windows",
    noDisplay: "this machine has no display; only the pages are served",
    noBrowser: "neither Electron nor Chromium was found; only the pages are served",
    noneAsked: "none asked for; only the pages are served",
    stop: "Stop",
  },
} satisfies Record<Language, Record<string, string>>;

/** Why there are no windows. */
export type WithoutWindows = "noDisplay" | "noBrowser" | "noneAsked";

/** What a person reads once the core listens: what to open and which keys to press, in both languages. */
export function banner(
  site: Site,
  origin: string,
  demo: boolean,
  windows: Windows["kind"],
  without: WithoutWindows,
): string {
  const { id, en } = words;
  const shown = windows === "none" ? null : windows;
  const rows: [string, string][] = [
    [`${id.console} / ${en.console}`, `${origin}/`],
    ...site.outputs.map((output): [string, string] => [
      `${id.wall} / ${en.wall}`,
      `${origin}/wall/${output.id}   ${output.name}`,
    ]),
    [`${id.keys} / ${en.keys}`, id.keysText],
    ["", en.keysText],
    [`${id.windows} / ${en.windows}`, shown ?? id[without]],
    ...(shown === null ? [["", en[without]] satisfies [string, string]] : []),
    [`${id.stop} / ${en.stop}`, "Ctrl+C"],
  ];
  const widest = Math.max(...rows.map(([name]) => name.length));
  const title = `Dinding · ${site.name}${demo ? " · demo" : ""}`;
  return ["", title, ...rows.map(([name, text]) => `  ${name.padEnd(widest)}   ${text}`), "", ""].join("\n");
}

/**
 * Coding x transport x fault on real servers. `npm test` plays a few cells; `DINDING_MATRIX=whole` all of them,
 * three at a time, and a word of a way's name (`DINDING_MATRIX=SRT`) those of that way.
 */
import { expect, it } from "vitest";
import { type Cell, type Outcome, play } from "./cell.ts";
import { type Way, ways } from "./ways.ts";

const asked = process.env["DINDING_MATRIX"] ?? "";
const AT_ONCE = 3;
const MINUTES = 25;

/** Names of the faults that a way can be made to have, without opening it twice for each coding. */
async function faultsOf(way: Way): Promise<string[]> {
  const open: AsyncDisposable[] = [];
  const [coding] = way.codings;
  if (coding === undefined) return [];
  const keep = <T extends AsyncDisposable>(one: T): T => {
    open.push(one);
    return one;
  };
  try {
    const scene = await way.open(keep, coding);
    return [...Object.keys(scene.wrong), ...Object.keys(scene.trouble)];
  } finally {
    for (const one of open.toReversed()) await one[Symbol.asyncDispose]();
  }
}

async function wholeOf(way: Way): Promise<Cell[]> {
  const faults = ["picture", ...(await faultsOf(way))];
  return way.codings.flatMap((coding) => faults.map((fault) => ({ way, coding, fault })));
}

/** One cell each of the ways that no other test opens with this coding. */
const few: readonly { readonly way: RegExp; readonly coding: Cell["coding"]; readonly fault: string }[] = [
  { way: /perl/, coding: "h264", fault: "picture" },
  { way: /HLS/, coding: "hevc", fault: "picture" },
  { way: /group/, coding: "mpeg4", fault: "picture" },
  { way: /SRT/, coding: "mpeg2", fault: "picture" },
  { way: /RTSP over TCP/, coding: "hevc", fault: "line cut" },
  { way: /Pictures/, coding: "mjpeg", fault: "another page" },
];

async function chosen(): Promise<Cell[]> {
  const there = ways.filter(({ missing }) => missing === null);
  if (asked === "")
    return few.flatMap(({ way: name, coding, fault }) =>
      there.filter((way) => name.test(way.name)).map((way) => ({ way, coding, fault })),
    );
  const wanted = there.filter(({ name }) => asked === "whole" || name.includes(asked));
  const cells: Cell[] = [];
  for (const way of wanted) cells.push(...(await wholeOf(way)));
  return cells;
}

async function played(cells: readonly Cell[]): Promise<Outcome[]> {
  const waiting = [...cells];
  const outcomes: Outcome[] = [];
  const work = async () => {
    for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift())
      outcomes.push(await play(cell));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return outcomes;
}

/** A table of Markdown for each way: faults down, codings across. */
function table(outcomes: readonly Outcome[]): string {
  const lines: string[] = [];
  for (const way of ways) {
    const own = outcomes.filter((outcome) => outcome.way === way);
    if (way.missing !== null) lines.push("", `**${way.name}**: skipped: ${way.missing}`);
    if (own.length === 0) continue;
    const codings = way.codings.filter((coding) => own.some((outcome) => outcome.coding === coding));
    lines.push("", `| ${way.name} | ${codings.join(" | ")} |`, `|---|${codings.map(() => "---|").join("")}`);
    for (const fault of new Set(own.map((outcome) => outcome.fault))) {
      const cells = codings.map((coding) => {
        const found = own.find((outcome) => outcome.coding === coding && outcome.fault === fault);
        return found === undefined ? "" : `${found.good ? "" : "**no**: "}${found.seen}`;
      });
      lines.push(`| ${fault} | ${cells.join(" | ")} |`);
    }
  }
  return lines.join("\n");
}

it("every cell of the matrix is shown as it should be, and says of each fault what it is", {
  timeout: MINUTES * 60_000,
}, async () => {
  const cells = await chosen();
  const startedAt = performance.now();
  const outcomes = await played(cells);
  const bad = outcomes.filter(({ good }) => !good);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.info(`${table(outcomes)}\n\n${cells.length} cells, ${bad.length} wrong, in ${seconds} s`);
  expect(bad.map(({ way, coding, fault, seen }) => `${way.name}, ${coding}, ${fault}: ${seen}`)).toEqual([]);
});

// A core that reads a source without an end and whose operator acts on what it reads: node incident-writer.ts DATA. It
// says a line for everything that was answered as saved, and runs until it is killed.
import { openStore } from "../../src/main/store/open.ts";
import type { Report } from "../../src/protocol/report.ts";
import { cursorSchema, externalId, REPORTS_A_PAGE, SOURCE } from "./endless-source.ts";

const [, , data = ""] = process.argv;

/** Resolves when the line is written, however slowly it is read. */
function say(...words: readonly (string | number)[]): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(`${words.join(" ")}\n`, () => resolve());
  });
}

function reportsOf(page: number): Report[] {
  return Array.from({ length: REPORTS_A_PAGE }, (_, at) => ({
    externalId: externalId(page, at),
    change: "report",
    fields: { kind: "flood", severity: "low", text: `Halaman ${page}, laporan ${at}` },
  }));
}

const store = await openStore({ data });
const stored = (await store.incidentSources.runnable()).find(({ source }) => source.id === SOURCE);
let { page } = cursorSchema.parse(stored?.cursor ?? { page: 0 });
await say("open", page);
for (;;) {
  const { incidents } = await store.incidents.receive(SOURCE, reportsOf(page), { page: page + 1 });
  page += 1;
  await say("page", page);
  const [first, second] = incidents;
  if (first !== undefined) {
    await store.incidents.edit(first.id, { status: "acknowledged" }, first.version, "Sari");
    await say("acknowledged", first.id);
  }
  if (second === undefined) continue;
  await store.incidents.enter(second.id, { kind: "note", text: `catatan ${page}` }, "Sari");
  await say("noted", second.id, page);
  // What is told again while nobody knows whether it was taken.
  await store.incidents.receive(SOURCE, reportsOf(page - 1), undefined);
}

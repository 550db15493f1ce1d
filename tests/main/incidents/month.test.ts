import fc from "fast-check";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { csvLine } from "../../../src/main/base/csv.ts";
import { incidentCsv } from "../../../src/main/incidents/incident-csv.ts";
import { incidentsOf, monthFigures, spanOf } from "../../../src/main/incidents/month.ts";
import { type Incident, incidentSchema } from "../../../src/protocol/incident.ts";
import { falseOutcomes } from "../../../src/protocol/month.ts";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { newFolder, opened } from "../store/folders.ts";

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 3) + minutes * 60_000).toISOString();

function incident(over: Partial<Incident> = {}): Incident {
  return incidentSchema.parse({
    ...{ id: "incident-1", kind: "fire", severity: "high", text: "Asap", source: "warga", status: "open" },
    ...{ occurredAt: at(0), receivedAt: at(0), updatedAt: at(0), version: 1, ...over },
  });
}

const asked = (
  agencyId: string,
  minutes: number,
  more: { acceptedAt?: string; arrivedAt?: string } = {},
) => ({
  ...{ agencyId, assignedAt: at(minutes), assignedBy: "oki", ...more },
});

describe("a month", () => {
  it("is one of the site's calendar, also over the end of a year", () => {
    const of = (month: string, zone: string) => {
      const { from, until } = spanOf(month, zone);
      return [new Date(from).toISOString(), new Date(until).toISOString()];
    };
    expect(of("2026-11", "Asia/Makassar")).toEqual(["2026-10-31T16:00:00.000Z", "2026-11-30T16:00:00.000Z"]);
    expect(of("2026-12", "Asia/Jayapura")).toEqual(["2026-11-30T15:00:00.000Z", "2026-12-31T15:00:00.000Z"]);
  });

  it("tells median and 95 % by nearest rank, of what was answered, by agency", async () => {
    // Acknowledged after 1 to 20 minutes; every second one was given to the police.
    const twenty = Array.from({ length: 20 }, (_, index) =>
      incident({
        ...{ id: `incident-${index}`, status: "acknowledged", acknowledgedAt: at(index + 1) },
        ...(index % 2 === 0 ? { assignments: [asked("polisi", 5, { acceptedAt: at(5 + index) })] } : {}),
      }),
    );
    const { response, agencies, incidents } = await monthFigures(twenty, new Map([["polisi", "Polisi"]]));
    expect(incidents).toBe(20);
    expect(response.acknowledge).toEqual({ count: 20, medianS: 600, p95S: 19 * 60 });
    expect(response.close).toEqual({ count: 0, medianS: null, p95S: null });
    expect(agencies).toHaveLength(1);
    expect(agencies[0]).toMatchObject({ agencyId: "polisi", name: "Polisi", asked: 10 });
    // 0, 2, ... 18 minutes after it was asked.
    expect(agencies[0]?.response.accept).toEqual({ count: 10, medianS: 480, p95S: 1080 });
    expect(agencies[0]?.response.assign.medianS).toBe(300);
  });

  it("counts by kind, severity and source, false reports by the desk's own words, and what joined another apart", async () => {
    const closed = { status: "closed", closedAt: at(9) } as const;
    const figures = await monthFigures(
      [
        incident(),
        incident({ id: "incident-2", kind: "flood", source: "bmkg", ...closed, outcome: falseOutcomes[0] }),
        incident({ id: "incident-3", kind: "flood", ...closed, outcome: "Selesai" }),
        incident({ id: "incident-4", joinedTo: "incident-1" }),
        // The clock was set back in between.
        incident({ id: "incident-5", severity: "low", acknowledgedAt: at(-5) }),
      ],
      new Map(),
    );
    expect(figures).toMatchObject({ incidents: 4, closed: 2, falseReports: 1, joined: 1 });
    expect(figures.byKind).toEqual([
      { kind: "fire", count: 2 },
      { kind: "flood", count: 2 },
    ]);
    expect(figures.bySource[0]).toEqual({ source: "warga", count: 3 });
    expect(figures.bySeverity.map(({ count }) => count)).toEqual([0, 3, 0, 1]);
    expect(figures.response.acknowledge.count).toBe(0);
    const words = [consoleTexts.id, consoleTexts.en].map(({ followup }) => followup.outcomes.falseAlarm);
    expect(falseOutcomes).toEqual(words);
  });

  it("has every incident of it once, none of a drill and none of another month, over many answers of the store", async () => {
    const store = await opened(newFolder());
    const input = { kind: "order", severity: "low" as const, text: "Parkir" };
    for (let index = 0; index < 510; index += 1)
      await store.incidents.add({ ...input, occurredAt: at(index) }, "oki");
    await store.incidents.add({ ...input, occurredAt: at(1) }, "latihan", { drill: true });
    await store.incidents.add({ ...input, occurredAt: "2026-10-31T15:59:59Z" }, "oki");
    const ids = new Set<string>();
    let count = 0;
    for await (const { id } of incidentsOf(store, spanOf("2026-11", "Asia/Makassar"))) {
      ids.add(id);
      count += 1;
    }
    expect([count, ids.size]).toEqual([510, 510]);
  });
});

describe("a table of incidents", () => {
  it("reads back as what it was, whatever stands in it, and starts no formula", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 5 }), (cells) => {
        const line = csvLine([...cells, "akhir"]);
        const [read = []] = parse(line, { record_delimiter: "\r\n", relax_column_count: true });
        expect(read).toEqual(
          [...cells, "akhir"].map((cell) => (/^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell)),
        );
        for (const cell of read) expect(cell).not.toMatch(/^[=+\-@]/);
      }),
    );
    expect(csvLine(["=1+1", "+62812", "-x", "@SUM(A1)", -6.2, 'kata "ya"', undefined, "a,b"])).toBe(
      `'=1+1,'+62812,'-x,'@SUM(A1),-6.2,"kata ""ya""",,"a,b"\r\n`,
    );
  });

  it("names who reported only to those who may know", async () => {
    async function* one() {
      yield incident({
        reporter: { name: "Ibu Sari", phone: "+62812" },
        location: { lat: -6.2, lon: 106.9 },
      });
    }
    const of = async (withReporter: boolean) =>
      Buffer.from(await incidentCsv(one(), withReporter)).toString("utf8");
    expect(await of(false)).not.toContain("Sari");
    const [head, line] = (await of(true)).split("\r\n");
    expect(head?.endsWith("joinedTo,reporterName,reporterPhone")).toBe(true);
    expect(line?.endsWith(",Ibu Sari,'+62812")).toBe(true);
    expect(line).toContain(",-6.2,106.9,");
  });
});

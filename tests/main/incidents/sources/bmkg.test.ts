import { expect, it } from "vitest";
import {
  mayBringTsunami,
  severityOfQuake,
  strongestFelt,
} from "../../../../src/main/incidents/sources/bmkg/quake.ts";
import { hear, say, webServer } from "./city.ts";

const quake = (more: object = {}) => ({
  ...{ Tanggal: "22 Nov 2026", Jam: "10:11:12 WIB", DateTime: "2026-11-22T03:11:12+00:00" },
  ...{
    Coordinates: "-3.12,128.12",
    Lintang: "3.12 LS",
    Bujur: "128.12 BT",
    Magnitude: "5.4",
    Kedalaman: "10 km",
  },
  Wilayah: "Pusat gempa berada di laut 51 km BaratDaya Ambon",
  ...more,
});

async function tews(files: Record<string, unknown>) {
  const tags = new Map<string, number>();
  const server = await webServer((request, response) => {
    const name = (request.url ?? "").slice(1);
    const tag = `"${tags.get(name) ?? 0}"`;
    if (request.headers["if-none-match"] === tag) response.writeHead(304).end();
    else say(response, files[name] ?? "", { etag: tag });
  });
  const changed = (name: string, body: unknown) => {
    files[name] = body;
    tags.set(name, (tags.get(name) ?? 0) + 1);
  };
  return { ...server, changed, adapter: { kind: "bmkg", url: server.url } };
}

const files = () => ({
  "autogempa.json": {
    Infogempa: {
      gempa: quake({
        Potensi: "Tidak berpotensi tsunami",
        Dirasakan: "II Ambon",
        Shakemap: "20261122101112.mmi.jpg",
      }),
    },
  },
  "gempaterkini.json": {
    Infogempa: {
      gempa: [
        quake({ Potensi: "Tidak berpotensi tsunami" }),
        quake({ DateTime: "2026-11-20T00:00:00+00:00", Magnitude: "7.1", Potensi: "Berpotensi tsunami" }),
      ],
    },
  },
  "gempadirasakan.json": { Infogempa: { gempa: [quake({ Dirasakan: "IV-V Ambon, III Masohi" })] } },
});

it("makes one incident of what three files say of one earthquake, with BMKG named", async () => {
  const server = await tews(files());
  const { reports } = await hear(server.adapter);
  expect(reports).toHaveLength(2);
  expect(reports[0]).toMatchObject({
    ...{
      externalId: "bmkg:2026-11-22T03:11:12.000Z",
      sharedId: "bmkg:2026-11-22T03:11:12.000Z",
      change: "report",
    },
    fields: {
      ...{ kind: "earthquake", severity: "high", source: "BMKG", occurredAt: "2026-11-22T03:11:12.000Z" },
      location: { lat: -3.12, lon: 128.12 },
      text: "Gempa M5.4, kedalaman 10 km: Pusat gempa berada di laut 51 km BaratDaya Ambon",
      media: [{ kind: "picture", url: "https://static.bmkg.go.id/20261122101112.mmi.jpg" }],
    },
  });
  expect(reports[0]?.fields?.description).toContain("IV-V Ambon, III Masohi");
  expect(reports[1]?.fields).toMatchObject({ kind: "tsunami", severity: "critical" });
});

it("keeps what one file said where another comes without it, and tells nothing where nothing changed", async () => {
  const server = await tews(files());
  const first = await hear(server.adapter);
  expect((await hear(server.adapter, { cursor: first.cursor })).reports).toEqual([]);
  server.changed("gempaterkini.json", { Infogempa: { gempa: [quake({ Magnitude: "5.6" })] } });
  const { reports } = await hear(server.adapter, { cursor: first.cursor });
  expect(reports).toHaveLength(1);
  expect(reports[0]?.fields?.text).toContain("M5.6");
  expect(reports[0]?.fields?.description).toContain("IV-V Ambon");
});

it("leaves out what is far away or small, but never what may bring a tsunami", async () => {
  const server = await tews(files());
  const near = { lat: -6.2, lon: 107, km: 300 };
  const { reports } = await hear({ ...server.adapter, near, leastMagnitude: 6 });
  expect(reports.map(({ fields }) => fields?.kind)).toEqual(["tsunami"]);
});

it("says what of a file it does not understand, and reads the rest", async () => {
  const all = files();
  const broken = {
    ...all,
    "gempadirasakan.json": { Infogempa: { gempa: [{ DateTime: 5 }, quake({ Dirasakan: "VI X" })] } },
  };
  const server = await tews(broken);
  const { reports, remarks, batches } = await hear(server.adapter);
  expect(reports[0]?.fields?.severity).toBe("critical");
  expect(batches.at(-1)?.refused).toBe(1);
  expect(remarks[0]).toContain("gempadirasakan.json DateTime");
});

it("knows how strong an earthquake is for those who felt it", () => {
  expect(strongestFelt("III-IV Ambon, II - III Masohi")).toBe(4);
  expect(strongestFelt("")).toBe(0);
  expect(mayBringTsunami("Gempa ini dirasakan untuk diteruskan pada masyarakat")).toBe(false);
  expect(mayBringTsunami("BERPOTENSI TSUNAMI untuk diteruskan")).toBe(true);
  const quiet = { tsunami: false, felt: "" };
  expect(severityOfQuake({ ...quiet, magnitude: 6.4, depthKm: 10 })).toBe("high");
  expect(severityOfQuake({ ...quiet, magnitude: 6.4, depthKm: 500 })).toBe("medium");
  expect(severityOfQuake({ ...quiet, magnitude: 3, depthKm: 10 })).toBe("low");
});

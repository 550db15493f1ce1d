import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contains } from "../../../../src/layouts/geography.ts";
import { areaOf, circleOf, ringAround, ringOf } from "../../../../src/main/incidents/sources/cap/area.ts";
import { hear, webServer } from "./city.ts";

const info = (language: string, more = "") => `<info><language>${language}</language><category>Met</category>
  <event>${language.startsWith("id") ? "Hujan Lebat dan Petir" : "Thunderstorm"}</event>
  <urgency>Immediate</urgency><severity>Severe</severity><certainty>Observed</certainty>
  <expires>2026-11-22T20:00:00+07:00</expires><senderName>BMKG</senderName>
  <headline>${language} headline</headline><description>Teks &amp; tanda</description>
  <web>https://nowcasting.bmkg.go.id/x.jpg</web>${more}
  <area><areaDesc>Jawa Barat</areaDesc><polygon>-6.2,106.9 -6.2,107.1 -6.4,107.1 -6.2,106.9</polygon></area></info>`;

const alert = (
  id: string,
  { type = "Alert", status = "Actual", references = "", infos = info("id-ID") } = {},
) =>
  `<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>${id}</identifier><sender>bmkg.go.id</sender><sent>2026-11-22T18:0${id.length % 10}:00+07:00</sent>
  <status>${status}</status><msgType>${type}</msgType><scope>Public</scope>
  ${references === "" ? "" : `<references>${references}</references>`}${infos}</alert>`;

const rss = (...items: string[]) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>CAP</title>${items
    .map((item) => `<item><title>t</title><link>${item}</link><guid>${item}</guid></item>`)
    .join("")}</channel></rss>`;

const atom = (...items: string[]) =>
  `<feed xmlns="http://www.w3.org/2005/Atom">${items
    .map(
      (
        item,
      ) => `<entry><id>${item}</id><updated>2026-11-22T11:00:00Z</updated><link rel="alternate" type="text/html" href="page"/>
        <link type="application/cap+xml" href="${item}"/></entry>`,
    )
    .join("")}</feed>`;

/** A server of these documents by path. */
const serving = (documents: Record<string, string>) =>
  webServer((request, response) => {
    const body = documents[(request.url ?? "").slice(1)];
    if (body === undefined) response.writeHead(404).end();
    else response.writeHead(200, { "content-type": "text/xml" }).end(body);
  });

const cap = (url: string) => ({ kind: "cap", url });

describe("alerts of CAP", () => {
  it.each([
    ["RSS", rss],
    ["Atom", atom],
  ])("are read by %s, each fetched once", async (_, feed) => {
    const server = await serving({ "": feed("a.xml", "b.xml"), "a.xml": alert("A"), "b.xml": alert("BB") });
    const first = await hear(cap(server.url));
    expect(first.reports.map(({ externalId }) => externalId)).toEqual(["bmkg.go.id,BB", "bmkg.go.id,A"]);
    expect(first.reports[1]).toMatchObject({
      ...{ sharedId: "cap:bmkg.go.id,A", change: "report", revisedAt: "2026-11-22T11:01:00.000Z" },
      fields: {
        ...{ kind: "weather", severity: "high", text: "id-ID headline", description: "Teks & tanda" },
        ...{ place: "Jawa Barat", source: "BMKG", expiresAt: "2026-11-22T13:00:00.000Z" },
        links: [{ url: "https://nowcasting.bmkg.go.id/x.jpg" }],
        area: {
          type: "Polygon",
          coordinates: [
            [
              [106.9, -6.2],
              [107.1, -6.2],
              [107.1, -6.4],
              [106.9, -6.2],
            ],
          ],
        },
      },
    });
    const again = await hear(cap(server.url), { cursor: first.cursor });
    expect(again.reports).toEqual([]);
    expect(server.asked.map(({ url }) => url)).toEqual(["/", "/b.xml", "/a.xml", "/"]);
  });

  it("are replaced by an Update, ended by a Cancel, marked where they are an exercise, and silent as tests", async () => {
    const documents = {
      "u.xml": alert("U", { type: "Update", references: "bmkg.go.id,A,2026-11-22T18:01:00+07:00" }),
      "c.xml": alert("C", { type: "Cancel", references: "bmkg.go.id,A,x bmkg.go.id,U,y", infos: "" }),
      "e.xml": alert("E", { status: "Exercise" }),
      "t.xml": alert("T", { status: "Test" }),
      "k.xml": alert("K", { type: "Ack" }),
    };
    const server = await serving({ "": rss(...Object.keys(documents)), ...documents });
    const { reports } = await hear(cap(server.url));
    const found = (id: string) => reports.filter(({ externalId }) => externalId === `bmkg.go.id,${id}`);
    expect(reports).toHaveLength(4);
    expect(found("U").find(({ change }) => change === "report")?.replaces).toEqual(["bmkg.go.id,A"]);
    expect([...found("A"), ...found("U")].filter(({ change }) => change === "ended")).toHaveLength(2);
    expect(found("E")[0]?.fields?.drill).toBe(true);
  });

  it("are told in the language wanted, else in English, else in whatever there is", async () => {
    const text = async (...languages: string[]) => {
      const document = alert("A", { infos: languages.map((one) => info(one)).join("") });
      const server = await serving({ "": document });
      return (await hear(cap(server.url))).reports[0]?.fields?.text;
    };
    expect(await text("en", "id")).toBe("id headline");
    expect(await text("fr", "en-GB")).toBe("en-GB headline");
    expect(await text("fr", "ms")).toBe("fr headline");
  });

  it("that cannot be had keep no other away, and are asked for again", async () => {
    let broken = true;
    const documents: Record<string, string> = {
      "/": rss("a.xml", "b.xml"),
      "/a.xml": alert("A"),
      "/b.xml": alert("BB"),
    };
    const server = await webServer((request, response) => {
      if (request.url === "/b.xml" && broken) response.writeHead(500).end();
      else
        response
          .writeHead(200, { "content-type": "text/xml", etag: '"1"' })
          .end(documents[request.url ?? ""]);
    });
    await expect(hear(cap(server.url))).rejects.toMatchObject({ kind: "unreachable" });
    broken = false;
    expect((await hear(cap(server.url))).reports).toHaveLength(2);
  });

  it.each([
    ["half a feed", rss("a.xml", "b.xml").slice(0, -30)],
    ["half an alert", alert("A").slice(0, -40)],
    ["a bomb", `<!DOCTYPE l [<!ENTITY a "${"a".repeat(1000)}">]><alert>&a;</alert>`],
    ["a tower of elements", `${"<a>".repeat(5000)}${"</a>".repeat(5000)}`],
    ["no XML", "selamat pagi"],
  ])("are none where %s comes", async (_, body) => {
    const server = await serving({ "": body });
    await expect(hear(cap(server.url))).rejects.toMatchObject({ kind: "notUnderstood" });
  });
});

describe("an area of CAP", () => {
  const degrees = (most: number) =>
    fc.double({ min: -most, max: most, noNaN: true }).map((one) => Number(one.toFixed(4)) + 0);
  const corner = fc.tuple(degrees(80), degrees(170));

  it("keeps every corner, longitude first, and is closed", () => {
    fc.assert(
      fc.property(fc.array(corner, { minLength: 3, maxLength: 60 }), (corners) => {
        const ring = ringOf(corners.map(([lat, lon]) => `${lat},${lon}`).join(" "));
        const closed = corners[0]?.join() === corners.at(-1)?.join();
        if (closed && corners.length < 4) return;
        expect(ring?.slice(0, corners.length)).toEqual(corners.map(([lat, lon]) => [lon, lat]));
        expect(ring?.at(-1)).toEqual(ring?.[0]);
      }),
    );
  });

  it("is none of any other text, and never throws", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const ring = ringOf(text);
        if (ring !== null) expect(text).toMatch(/^[\s\d.,+-]+$/);
        circleOf(text);
      }),
    );
  });

  it("of a circle holds what is nearer than its radius, and nothing much farther", () => {
    fc.assert(
      fc.property(corner, fc.double({ min: 0.5, max: 200, noNaN: true }), ([lat, lon], km) => {
        const ring = ringAround({ middle: { lat, lon }, km });
        if (ring === null) return;
        const area = areaOf([ring]);
        if (area === null) throw new Error("no area");
        const north = (part: number) => ({ lat: lat + (km * part) / 111.195, lon });
        expect(contains(area, north(0.97))).toBe(true);
        expect(contains(area, north(1.03))).toBe(false);
      }),
    );
  });
});

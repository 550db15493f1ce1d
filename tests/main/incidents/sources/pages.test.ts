import { expect, it } from "vitest";
import { hear, say, webServer } from "./city.ts";

const feature = (id: number) => ({
  ...{ type: "Feature", id, geometry: { type: "Point", coordinates: [117.6, 3.3] } },
  properties: { name: `Laporan ${id}` },
});
const geojson = (url: string) => ({ kind: "geojson", url, mapping: { fields: { text: "properties.name" } } });
const json = (url: string) => ({
  ...{ kind: "json", url, mapping: { items: "list", fields: { externalId: "id", text: "id" } } },
});

/** Three pages; `at` says where the next one is named. */
const threePages = (at: "links" | "head", elsewhere?: string) =>
  webServer(({ url = "" }, response) => {
    const page = Number(new URL(url, "http://x").searchParams.get("page") ?? 1);
    if (page > 3) {
      response.writeHead(404).end();
      return;
    }
    const next = page === 3 ? null : `${elsewhere ?? ""}/?page=${page + 1}`;
    const headers: Record<string, string> = { etag: `"${page}"` };
    if (at === "head" && next !== null)
      headers["link"] = `</>; rel="first", <${next}>; title="a, b"; rel="up next"`;
    say(
      response,
      {
        ...{ type: "FeatureCollection", features: [feature(page)], list: [{ id: `p${page}` }] },
        ...(at === "links" && next !== null
          ? {
              links: [
                { rel: "self", href: "/" },
                { rel: "next", href: next },
              ],
            }
          : {}),
      },
      headers,
    );
  });

it("follows the pages that an answer names, in its head or among its links, and keeps how far it is after each", async () => {
  const links = await threePages("links");
  const { reports, batches } = await hear(geojson(links.url));
  expect(reports.map(({ externalId }) => externalId)).toEqual(["1", "2", "3"]);
  expect(batches.map(({ cursor }) => Reflect.get(Object(cursor), "at"))).toEqual([
    { seen: null, next: `${links.url}?page=2` },
    { seen: null, next: `${links.url}?page=3` },
    { seen: null },
  ]);
  // Cut off after the first page it goes on with the second.
  const rest = await hear(geojson(links.url), { cursor: batches[0]?.cursor });
  expect(rest.reports.map(({ externalId }) => externalId)).toEqual(["2", "3"]);

  const head = await threePages("head");
  const { reports: listed } = await hear(json(head.url));
  expect(listed.map(({ externalId }) => externalId)).toEqual(["p1", "p2", "p3"]);
});

it("begins anew where the page that it was left at is no more", async () => {
  const server = await threePages("links");
  const { batches } = await hear(geojson(server.url));
  const gone = { ...Object(batches[0]?.cursor), at: { seen: null, next: `${server.url}?page=9` } };
  const { reports } = await hear(geojson(server.url), { cursor: gone });
  expect(reports).toHaveLength(3);
});

it("follows no page to another server, and none twice", async () => {
  const elsewhere = await threePages("links", "http://127.0.0.1:9");
  await expect(hear(geojson(elsewhere.url))).rejects.toMatchObject({ kind: "notUnderstood" });
  const round = await webServer((_, response) =>
    say(response, { features: [feature(1)], links: [{ rel: "next", href: "/" }] }),
  );
  expect((await hear(geojson(round.url))).reports).toHaveLength(1);
  expect(round.asked).toHaveLength(1);
});

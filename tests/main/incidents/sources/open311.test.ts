import { expect, it } from "vitest";
import { hear, say, webServer } from "./city.ts";

const request = (id: number, more: object = {}) => ({
  ...{ service_request_id: String(id), status: "open", service_name: "Jalan berlubang", service_code: "JLN" },
  ...{ requested_datetime: "2026-11-21T08:00:00+07:00", updated_datetime: "2026-11-22T08:00:00+07:00" },
  ...{ address: "Jl. Mulawarman", lat: 3.3, long: 117.6, media_url: "http://kota.example/a.jpg" },
  ...more,
});

it("reads all pages, maps service codes and ends what was closed", async () => {
  const all = Array.from({ length: 450 }, (_, id) =>
    request(id, id === 3 ? { status: "closed", status_notes: "Ditambal" } : {}),
  );
  const server = await webServer(({ url = "" }, response) => {
    const { searchParams, pathname } = new URL(url, "http://x");
    expect(pathname).toBe("/v2/requests.json");
    expect(searchParams.get("start_date")).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(searchParams.get("jurisdiction_id")).toBe("tarakan.go.id");
    const page = Number(searchParams.get("page"));
    say(response, all.slice((page - 1) * 200, page * 200));
  });
  const settings = { kind: "open311", jurisdiction: "tarakan.go.id", kinds: { jln: "road" } };
  const { reports } = await hear({ ...settings, url: `${server.url}v2` });
  expect(reports).toHaveLength(450);
  expect(server.asked).toHaveLength(3);
  expect(reports[0]).toMatchObject({
    ...{ externalId: "0", revisedAt: "2026-11-22T01:00:00.000Z", change: "report" },
    fields: {
      ...{
        kind: "road",
        text: "Jalan berlubang",
        place: "Jl. Mulawarman",
        location: { lat: 3.3, lon: 117.6 },
      },
      media: [{ kind: "picture", url: "http://kota.example/a.jpg" }],
    },
  });
  expect(reports[3]).toEqual({
    ...{ externalId: "3", revisedAt: "2026-11-22T01:00:00.000Z", change: "ended", outcome: "Ditambal" },
  });
});

it("ends with a server that knows of no pages and answers the same again", async () => {
  const all = Array.from({ length: 300 }, (_, id) => request(id));
  const server = await webServer((_, response) => say(response, all));
  const { reports } = await hear({ kind: "open311", url: server.url });
  expect(reports).toHaveLength(300);
  expect(server.asked).toHaveLength(2);
});

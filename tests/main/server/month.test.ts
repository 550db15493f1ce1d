import { afterAll, beforeAll, expect, it } from "vitest";
import { routes } from "../../../src/protocol/routes.ts";
import { type RunningCore, startHere } from "./core.ts";

let core: RunningCore;
beforeAll(async () => {
  core = await startHere({ args: ["--site", "bekasi"] });
  const incidents = [
    { text: "Api, di pasar", reporter: { name: "Ibu Sari", phone: "+62812" } },
    { text: "=1+1", severity: "low" },
    { text: "Bulan lain", occurredAt: "2026-10-31T16:59:59Z" },
  ];
  for (const over of incidents) {
    const body = { kind: "fire", severity: "high", occurredAt: "2026-10-31T17:00:00Z", ...over };
    const made = await core.ask("POST", "/api/incidents", { token: core.tokens.operator, body });
    expect(made.status).toBe(201);
  }
});
afterAll(() => core.stop());

it("a month's table names who reported to operators, and to viewers does not; text starts no formula", async () => {
  const path = "/api/reports/month/incidents?month=2026-11";
  const [seen, known] = await Promise.all(
    [core.tokens.viewer, core.tokens.operator].map((token) => core.ask("GET", path, { token })),
  );
  expect(seen?.headers["content-disposition"]).toBe('attachment; filename="incidents-2026-11.csv"');
  expect(seen?.headers["content-type"]).toContain("text/csv");
  for (const hidden of ["Sari", "62812", "reporterName"]) expect(seen?.text).not.toContain(hidden);
  expect(known?.text).toContain("Ibu Sari,'+62812");
  expect(known?.text).toContain('"Api, di pasar"');
  expect(known?.text).toContain(",'=1+1,");
  expect(known?.text.split("\r\n")).toHaveLength(4);
});

it("a month is the site's own, and what is no month is refused by its name", async () => {
  const token = core.tokens.viewer;
  const answer = await core.ask("GET", "/api/reports/month?month=2026-11", { token });
  const figures = answer.as(routes.month.reply);
  expect(figures).toMatchObject({ incidents: 2, from: "2026-10-31T17:00:00.000Z", zone: "Asia/Jakarta" });
  expect(figures.bySeverity.find(({ severity }) => severity === "low")?.count).toBe(1);
  const refused = await core.ask("GET", "/api/reports/month?month=2026-13", { token });
  expect(refused.status).toBe(400);
  expect(refused.problem().errors?.[0]?.field).toBe("month");
});

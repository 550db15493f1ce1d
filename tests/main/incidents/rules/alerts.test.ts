import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { alertFiguresSchema, shelfSchema } from "../../../../src/protocol/alert.ts";
import { ruleTrialSchema } from "../../../../src/protocol/rule.ts";
import { at, type Six, startSix, WALL } from "./six-cameras.ts";

const soon = { timeout: 20_000, interval: 20 };
const cameras = { count: 2, wallId: WALL, withinM: 500 };
let six: Six;

beforeAll(async () => {
  six = await startSix();
  await six.rule({ id: "panik", do: { cameras, alert: true, sound: true } });
}, 60_000);
afterAll(() => six.core.stop());

/** All incidents that wait for the operator. */
async function waiting(): Promise<string[]> {
  const { told } = await six.alerts();
  return told.flatMap(({ alerts }) => alerts.map(({ incidentId }) => incidentId));
}

describe("an alert", () => {
  it("waits for an operator until somebody acknowledges the incident, also over a restart", async () => {
    const { id } = await six.incident();
    await vi.waitFor(async () => expect(await waiting()).toEqual([id]), soon);
    const { told } = await six.alerts();
    expect(told).toMatchObject([
      { count: 1, alerts: [{ ruleName: "Panik", severity: "critical", priority: "urgent", sound: true }] },
    ]);
    await six.restart();
    expect((await six.alerts()).told).toEqual(told);
    await six.clock.advance(42_000);
    await six.set(id, { status: "acknowledged" });
    await vi.waitFor(async () => expect(await waiting()).toEqual([]), soon);
    const figures = await six.ask(alertFiguresSchema, "/api/alerts/figures?hours=1");
    expect(figures).toMatchObject({ alerts: 1, peakTenMinutes: 1, standing: 0, floodShare: 0 });
    expect(figures.response).toEqual({ answered: 1, medianS: 42, p90S: 42 });
    await six.set(id, { status: "closed" });
    await vi.waitFor(async () => expect(await six.raises()).toEqual([]), soon);
  });

  it("and what it would raise wait while they are shelved, and come when that is over", async () => {
    await six.clock.advance(60_000);
    const before = (await six.wall()).takeId;
    const what = { by: "place", centre: at(0, 0), radiusM: 100 };
    const shelf = shelfSchema.parse(
      await six.made("/api/shelves", { what, minutes: 10, reason: "Tombol rusak" }),
    );
    expect(Date.parse(shelf.until) - Date.parse(shelf.since)).toBe(10 * 60_000);
    const { id } = await six.incident();
    await vi.waitFor(async () => expect((await six.alerts()).shelved).toBe(1), soon);
    expect(await waiting()).toEqual([]);
    await six.clock.advance(9 * 60_000);
    expect((await six.wall()).takeId).toBe(before);
    await six.clock.advance(60_000);
    await vi.waitFor(
      async () => expect(await six.wall()).toMatchObject({ takenBy: "Panik", takenAs: "rule" }),
      soon,
    );
    expect(await waiting()).toEqual([id]);
    await six.set(id, { status: "closed" });
    await vi.waitFor(async () => expect(await waiting()).toEqual([]), soon);
  });

  it("is never shelved without an end and a reason", async () => {
    const what = { by: "kind", kind: "panic" };
    for (const body of [
      { what, reason: "Uji" },
      { what, minutes: 10 },
      { what, minutes: 2000, reason: "Uji" },
    ]) {
      const answer = await six.core.ask("POST", "/api/shelves", { token: six.core.tokens.operator, body });
      expect(answer.status).toBe(400);
    }
  });
});

it("a rule tells what it would have done about what happened before, and does nothing of it", async () => {
  const raises = await six.raises();
  const body = {
    rule: { name: "Coba", when: { kinds: ["panic"] }, do: { cameras, alert: true } },
    from: "2026-01-01T00:00:00Z",
    until: "2026-02-01T00:00:00Z",
  };
  const trial = ruleTrialSchema.parse(await six.made("/api/rules/try", body));
  expect(trial).toMatchObject({ looked: 2, more: false, matched: 2, heldChanges: 0, heldAlerts: 0 });
  expect(trial.incidents[0]?.cameras.map(({ cameraId }) => cameraId)).toEqual(["dekat-1", "dekat-2"]);
  expect(await six.raises()).toEqual(raises);
});

it("a rule is refused whose wall or layout is not there, or that does nothing", async () => {
  const refused = async (doing: Record<string, unknown>) => {
    const body = { name: "Salah", when: {}, do: doing };
    const answer = await six.core.ask("POST", "/api/rules", { token: six.core.tokens.technician, body });
    return [answer.status, answer.text];
  };
  for (const [doing, field] of [
    [{ cameras: { ...cameras, wallId: "lain" } }, "do.cameras.wallId"],
    [{ layoutId: "lain", wallId: WALL }, "do.layoutId"],
    [{ layoutId: "pagi" }, "do.wallId"],
    [{}, "do"],
  ] as const) {
    const [status, text] = await refused(doing);
    expect(status).toBe(400);
    expect(text).toContain(field);
  }
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { severities } from "../../../src/protocol/incident.ts";
import { type Rule, ruleInputSchema, rulePriorities } from "../../../src/protocol/rule.ts";
import { formOf, inputOf } from "../../../src/renderer/console/rule-form.ts";

const word = fc.constantFrom("panic", "flood", "fire", "BPBD", "Pos 110");
const some = <T>(values: fc.Arbitrary<T>, maxLength = 3) => fc.array(values, { minLength: 1, maxLength });
const option = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const circle = fc.record({
  centre: fc.record({ lat: fc.integer({ min: -11, max: 6 }), lon: fc.integer({ min: 95, max: 141 }) }),
  radiusM: fc.integer({ min: 1, max: 5000 }),
});
const times = fc.record({
  from: fc.constantFrom("06:00", "18:30"),
  until: fc.constantFrom("07:15", "23:59"),
});

const rule = fc
  .record({
    when: fc.record({
      kinds: option(some(word)),
      severities: option(fc.uniqueArray(fc.constantFrom(...severities), { minLength: 1 })),
      sources: option(some(word)),
      places: option(some(circle)),
      times: option(some(times)),
    }),
    alert: fc.boolean(),
    cameras: fc.integer({ min: 1, max: 9 }),
    layoutId: option(fc.constant("pagi")),
    until: fc.oneof(fc.constant("closed" as const), fc.integer({ min: 1, max: 1440 })),
    priority: fc.constantFrom(...rulePriorities),
  })
  .map(({ when, alert, cameras: count, layoutId, until, priority }): Rule => {
    const order = severities.filter((one) => when.severities?.includes(one));
    const given = Object.entries({ ...when, severities: order.length === 0 ? undefined : order });
    return {
      ...{ id: "r", name: "Aturan", enabled: true, order: 7, until, priority },
      changedAt: "2026-11-22T10:00:00.000Z",
      when: ruleInputSchema.shape.when.parse(
        Object.fromEntries(given.filter(([, value]) => value !== undefined)),
      ),
      do: {
        cameras: { count, wallId: "utama", withinM: 300 },
        ...(layoutId === undefined ? {} : { layoutId, wallId: "utama" }),
        ...(alert ? { alert: true as const } : {}),
      },
    };
  });

describe("the form of a rule", () => {
  it("gives back what it was given, also what it has no place for", () => {
    fc.assert(
      fc.property(rule, (given) => {
        const { id: _, changedAt: __, ...expected } = given;
        expect(inputOf(formOf(given, "utama"), given)).toEqual(expected);
      }),
    );
  });

  it("begins with two cameras, an alert and a sound, which the core takes once it has a name", () => {
    const input = inputOf({ ...formOf(null, "utama"), name: "Panik" }, null);
    expect(ruleInputSchema.parse(input)).toMatchObject({
      do: { cameras: { count: 2, wallId: "utama", withinM: 500 }, alert: true, sound: true },
      until: "closed",
    });
  });
});

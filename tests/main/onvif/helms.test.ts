import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Hand, HELD_MS, PtzHelms } from "../../../src/main/onvif/helms.ts";
import { allows, type Role, roles } from "../../../src/protocol/role.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";

const hand = (name: string, role: Role = "operator", desk = name): Hand => ({ desk, name, role });

function scene() {
  const clock = new SimulatedClock();
  const told: string[] = [];
  const helms: PtzHelms = new PtzHelms({
    clock,
    changed: (id) => told.push(`${id} ${helms.of(id)?.by ?? "-"}`),
  });
  return { clock, helms, told };
}

describe("who steers a camera", () => {
  it("is who moved it first, until 15 s after their last order, and is told once", async () => {
    const { clock, helms, told } = scene();
    helms.hold("a", hand("oki"));
    await clock.advance(HELD_MS - 1);
    helms.hold("a", hand("oki"));
    await clock.advance(HELD_MS - 1);
    expect(() => helms.hold("a", hand("sri"))).toThrow(expect.objectContaining({ kind: "steered" }));
    expect(helms.of("a")).toMatchObject({ by: "oki", role: "operator" });
    await clock.advance(1);
    expect(helms.of("a")).toBeNull();
    helms.hold("a", hand("sri"));
    expect(told).toEqual(["a oki", "a -", "a sri"]);
  });

  it("is nobody once they give it up, which nobody else can, and other cameras are free", () => {
    const { helms } = scene();
    helms.hold("a", hand("oki"));
    helms.hold("b", hand("sri"));
    expect(() => helms.release("a", hand("sri"))).toThrow(expect.objectContaining({ kind: "steered" }));
    helms.release("a", hand("oki"));
    helms.release("a", hand("oki"));
    expect([helms.of("a"), helms.of("b")?.by]).toEqual([null, "sri"]);
  });

  it("is another of a higher role once they take it over, and no other", () => {
    for (const role of roles)
      for (const other of roles) {
        const { helms, told } = scene();
        helms.hold("a", hand("oki", role));
        if (allows(other, role) && other !== role) {
          expect(helms.takeOver("a", hand("sri", other))).toBe(true);
          expect(told.at(-1)).toBe("a sri");
        } else
          expect(() => helms.takeOver("a", hand("sri", other))).toThrow(
            expect.objectContaining({ kind: "steered" }),
          );
      }
  });

  it("is one desk of somebody who stands at two, until they take it over from the other", () => {
    const { helms, told } = scene();
    const [here, there] = [hand("oki", "operator", "1"), hand("oki", "operator", "2")];
    helms.hold("a", here);
    expect(() => helms.hold("a", there)).toThrow(expect.objectContaining({ kind: "steered" }));
    expect(() => helms.release("a", there)).toThrow(expect.objectContaining({ kind: "steered" }));
    expect([helms.isOf("a", here), helms.isOf("a", there)]).toEqual([true, false]);
    expect(helms.takeOver("a", there)).toBe(true);
    expect(() => helms.hold("a", here)).toThrow(expect.objectContaining({ kind: "steered" }));
    expect(told).toEqual(["a oki", "a oki"]);
  });

  it("is never two people, whoever does what in whichever order", async () => {
    const act = fc.record({
      who: fc.constantFrom(...roles.flatMap((role) => [hand(`${role} 1`, role), hand(`${role} 2`, role)])),
      what: fc.constantFrom("hold", "takeOver", "release", "wait"),
      ms: fc.integer({ min: 0, max: HELD_MS }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
        const { clock, helms } = scene();
        for (const { who, what, ms } of acts) {
          const before = helms.of("a");
          if (what === "wait") await clock.advance(ms);
          else {
            try {
              if (what === "hold") helms.hold("a", who);
              else if (what === "takeOver") helms.takeOver("a", who);
              else helms.release("a", who);
              expect(helms.of("a")?.by ?? null).toBe(what === "release" ? null : who.name);
            } catch (error) {
              expect(error).toMatchObject({ kind: "steered" });
              expect(helms.of("a")).toEqual(before);
              expect(before?.by).not.toBe(who.name);
            }
          }
        }
        await clock.advance(HELD_MS);
        expect(helms.of("a")).toBeNull();
      }),
    );
  });
});

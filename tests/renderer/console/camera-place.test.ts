import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cameraSchema } from "../../../src/protocol/camera.ts";
import { locationOf, typedPlaceOf } from "../../../src/renderer/console/camera-place.ts";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { openDesks, overflowing } from "./desk.ts";
import { busyEvening } from "./scene.ts";

const typed = (lat: string, lon: string, heading = "", fovDeg = "") => ({ lat, lon, heading, fovDeg });

describe("the place of a camera, as it is typed", () => {
  it("is read with a point or a comma, is none where all is empty, and is refused where it is half of one", () => {
    expect(locationOf(typed("3,31", " 117.59 ", "90"))).toEqual({ lat: 3.31, lon: 117.59, heading: 90 });
    expect(locationOf(typed("", "", " "))).toBeNull();
    for (const half of [
      typed("3", ""),
      typed("", "", "90"),
      typed("91", "1"),
      typed("3", "1", "360"),
      typed("3", "1", "0", "0"),
      typed("tiga", "1"),
    ])
      expect(locationOf(half), JSON.stringify(half)).toBeUndefined();
  });

  it("comes back as it was stored, and whatever is typed is a place that the core takes", () => {
    const { location } = cameraSchema.shape;
    const number = (min: number, max: number) =>
      fc.double({ min, max, noNaN: true }).map((n) => Number(n.toFixed(5)) || 0);
    const stored = fc.record(
      { lat: number(-90, 90), lon: number(-180, 180), heading: number(0, 359), fovDeg: number(1, 360) },
      { requiredKeys: ["lat", "lon"] },
    );
    fc.assert(
      fc.property(stored, (place) => {
        expect(locationOf(typedPlaceOf(place))).toEqual({ ...place });
      }),
    );
    const word = fc.oneof(fc.string({ maxLength: 8 }), fc.integer({ min: -400, max: 400 }).map(String));
    fc.assert(
      fc.property(word, word, word, word, (...[lat, lon, heading, fovDeg]) => {
        const read = locationOf({ lat, lon, heading, fovDeg });
        if (read != null) expect(location.safeParse(read).success).toBe(true);
      }),
    );
  });
});

describe("the form of a camera", () => {
  let desks: Awaited<ReturnType<typeof openDesks>>;
  beforeAll(async () => {
    desks = await openDesks();
  });
  afterAll(() => desks[Symbol.asyncDispose]());
  const { form, number, cameraPlace } = consoleTexts.id;

  it("tells its number, where it stands and looks, and that it is never public", async () => {
    await using opened = await desks.desk(busyEvening());
    const { page, core, errors } = opened;
    await page
      .getByRole("option", { name: /Gusher/ })
      .first()
      .waitFor();
    await page.keyboard.press("c");
    await page.keyboard.press("Home");
    await page.keyboard.press("e");
    const label = (text: string) => page.getByLabel(text, { exact: true });
    await label(form.name).waitFor();
    expect(await label(number.field).inputValue()).toBe("1");
    await label(number.field).fill("250");
    await label(cameraPlace.lat).fill("3,3");
    const save = page.getByRole("button", { name: "Simpan" });
    await save.click();
    await page.getByRole("alert").getByText(cameraPlace.half).waitFor();
    expect(core.calls).toEqual([]);
    await label(cameraPlace.lon).fill("117,6");
    await label(cameraPlace.turn).focus();
    await page.keyboard.press("ArrowRight");
    expect(await label(cameraPlace.heading).inputValue()).toBe("1");
    await label(cameraPlace.heading).fill("270");
    await page.getByText(cameraPlace.neverPublic).click();
    expect(await page.evaluate(overflowing)).toEqual([]);
    await save.click();
    await expect.poll(() => core.calls.length).toBe(1);
    expect(core.calls[0]).toMatchObject({
      name: "editCamera",
      body: { number: 250, neverPublic: true, location: { lat: 3.3, lon: 117.6, heading: 270 } },
    });
    expect(errors).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Camera } from "../../../src/protocol/camera.ts";
import { whyNotKept } from "../../../src/renderer/console/not-kept.ts";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { colliding, openDesks, overflowing } from "./desk.ts";
import { busyEvening, feed } from "./scene.ts";

const texts = consoleTexts.id;
let desks: Awaited<ReturnType<typeof openDesks>>;

beforeAll(async () => {
  desks = await openDesks();
});
afterAll(() => desks[Symbol.asyncDispose]());

const hls = { role: "main", url: "https://10.0.0.9/a.m3u8", hasCredentials: false, player: "page" } as const;
const whep = { role: "sub", url: "whep://10.0.0.9/a", hasCredentials: false } as const;
const rtsp = { role: "sub", url: "rtsp://10.0.0.9/a", hasCredentials: false } as const;
const cameraOf = (...streams: Camera["streams"]): Camera => ({ id: "a", name: "A", streams });

/** The evening with the first camera played by the displays. */
function playedEvening(streams: Camera["streams"]) {
  const scene = busyEvening();
  const [first] = scene.cameras;
  if (first === undefined) throw new Error("there is no camera");
  scene.cameras[0] = { ...first, streams };
  scene.feeds = scene.feeds.filter(({ cameraId }) => cameraId !== first.id);
  return scene;
}

describe("the kept minute of a camera that displays play", () => {
  it("is missing only where the core can read none of its streams, or reads none", () => {
    expect(whyNotKept(cameraOf(hls), [])).toBe("hls");
    expect(whyNotKept(cameraOf(hls, whep), [])).toBe("hls");
    expect(whyNotKept(cameraOf({ ...whep, role: "main" }), [])).toBe("whep");
    expect(whyNotKept(cameraOf(hls, rtsp), [])).toBeNull();
    expect(whyNotKept(cameraOf({ ...hls, player: "core" }), [])).toBeNull();
    expect(whyNotKept(cameraOf(hls), [feed("a", "live")])).toBeNull();
    expect(whyNotKept(cameraOf(hls), [feed("a", "lost", { lastFrameAt: null })])).toBe("hls");
    expect(whyNotKept(cameraOf(hls), [feed("b", "live")])).toBe("hls");
  });

  it.each([
    ["hls", hls, false],
    ["whep", { ...whep, role: "main" }, true],
  ] as const)(
    "is said beforehand at the desk, by %s, and its buttons rest",
    async (player, stream, isPictureOff) => {
      await using opened = await desks.desk(playedEvening([stream]));
      const program = opened.page.getByRole("listbox", { name: texts.onGlass });
      await program.getByRole("option", { name: /Simpang Empat/ }).click();
      const inspector = opened.page.getByRole("region", { name: /Simpang Empat/ });
      await inspector.getByText(texts.kept.notKept[player]).first().waitFor();
      const off = (name: string) => inspector.getByRole("button", { name }).isDisabled();
      expect(await off(texts.kept.picture)).toBe(isPictureOff);
      expect(await off(texts.kept.clip.replace("{{seconds}}", "30"))).toBe(true);
      expect(await off(texts.kept.back.replace("{{seconds}}", "10"))).toBe(true);
      expect(await opened.page.evaluate(overflowing)).toEqual([]);
      expect(await opened.page.evaluate(colliding)).toEqual([]);
      if (process.env["PICTURES"] !== undefined)
        await opened.page.screenshot({ path: `${process.env["PICTURES"]}/not-kept-${player}.png` });
      expect(opened.errors).toEqual([]);
    },
  );
});

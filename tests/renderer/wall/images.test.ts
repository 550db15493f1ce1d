import type { APIRequestContext, Browser } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { imageHeader } from "../../../src/main/images/image-header.ts";
import { routes } from "../../../src/protocol/routes.ts";
import { commonTexts } from "../../../src/renderer/i18n/common.ts";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { wallTexts } from "../../../src/renderer/i18n/wall.ts";
import { pngOf } from "../../fixtures/pictures.ts";
import { emptyData, type RealCore, startRealCore } from "../console/real-core.ts";
import { overflowing } from "../console/desk.ts";
import { launchChromium, openPage, picture, wallStatsOf } from "../fixtures/pages.ts";

let browser: Browser;
let core: RealCore;
let data: ReturnType<typeof emptyData>;
beforeAll(async () => {
  data = emptyData();
  [browser, core] = await Promise.all([launchChromium(), startRealCore(data.path, { demo: true })]);
});
afterAll(async () => {
  await core[Symbol.asyncDispose]();
  data[Symbol.dispose]();
  await browser.close();
});

const green = [20, 160, 60] as const;
const blue = [30, 60, 180] as const;

/** What a page of this machine asks of the core. */
function asking(request: APIRequestContext, origin: string) {
  const headers = { origin };
  const send = async (method: string, path: string, options: { data?: unknown; type?: string } = {}) => {
    const { data, type = "application/json" } = options;
    const answer = await request.fetch(origin + path, {
      ...{ method, headers: { ...headers, "content-type": type } },
      ...(data === undefined ? {} : { data: data instanceof Buffer ? data : JSON.stringify(data) }),
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    const json: unknown = answer.status() === 204 ? null : await answer.json();
    return json;
  };
  return {
    send,
    upload: async (name: string, bytes: Buffer) =>
      routes.addImage.reply.parse(
        await send("POST", `/api/images?name=${name}`, { data: bytes, type: "application/octet-stream" }),
      ).id,
  };
}

it("an uploaded picture is on the glass by a take that is complete, and its name where it cannot come", async () => {
  const site = routes.getSite.reply.parse(await core.get("/api/site"));
  const viewport = site.viewports.find(({ wallId }) => wallId === "utama");
  const output = site.outputs.find(({ id }) => id === viewport?.outputId);
  if (viewport === undefined || output === undefined) throw new Error("no output");
  await using opened = await openPage(browser, `${core.url}/wall/${output.id}`, {
    width: output.width,
    height: output.height,
  });
  const { page, errors } = opened;
  const { send, upload } = asking(page.context().request, core.url);
  const { canvas } = viewport;
  const take = async (id: string, imageId: string) => {
    const rect = { x: canvas.x, y: canvas.y, width: canvas.width, height: canvas.height };
    const tiles = [{ id: "gambar", rect, fit: "fill", content: { kind: "image", imageId } }];
    await send("POST", "/api/layouts", { data: { id, name: id, wallId: "utama", tiles } });
    const taken = await send("POST", "/api/walls/utama/take", { data: { layoutId: id } });
    return routes.take.reply.parse(taken).takeId;
  };
  const outcome = async (takeId: string) => {
    const { outputs } = routes.getTake.reply.parse(await core.get(`/api/takes/${takeId}`));
    const mine = outputs.find(({ outputId }) => outputId === output.id);
    return mine?.completedAt == null && mine?.failures.length === 0 ? null : (mine?.failures ?? null);
  };
  const middle = async () => {
    const seen = await picture(page);
    return seen.at(Math.floor(seen.width / 2), Math.floor(seen.height / 2));
  };

  const first = await take("hijau", await upload("Hijau", pngOf({ width: 64, height: 36 }, green)));
  await expect.poll(() => outcome(first)).toEqual([]);
  expect(await middle()).toEqual([...green]);
  const second = await take("biru", await upload("Biru", pngOf({ width: 64, height: 36 }, blue)));
  await expect.poll(() => outcome(second)).toEqual([]);
  expect(await middle()).toEqual([...blue]);

  // Whoever hides it takes it out of the page, and shows it again at once.
  await send("POST", "/api/walls/utama/hide", { data: { tileIds: ["gambar"] } });
  await expect.poll(() => page.locator(".tile .image").count()).toBe(0);
  await page.getByText(wallTexts.id.hidden).waitFor();
  // It claims nothing until the browser has it again.
  await page.evaluate(() => {
    const images = HTMLImageElement.prototype;
    const own = Object.getOwnPropertyDescriptor(images, "decode") ?? {};
    const released = new Promise<void>((resolve) => {
      addEventListener("released", () => resolve(), { once: true });
    });
    images.decode = () => released;
    void released.then(() => Object.defineProperty(images, "decode", own));
  });
  await send("POST", "/api/walls/utama/show", { data: {} });
  const stateOf = async () => (await wallStatsOf(page)).tiles.map(({ state }) => state);
  await expect.poll(() => page.locator(".tile .image").count()).toBe(1);
  expect(await stateOf()).toEqual(["connecting"]);
  await page.evaluate(() => dispatchEvent(new Event("released")));
  await expect.poll(stateOf).toEqual(["live"]);
  await expect.poll(middle).toEqual([...blue]);

  await page.evaluate(() => {
    const look = () => {
      if (document.querySelector(".image .slate") !== null) document.body.dataset["slateSeen"] = "true";
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  });
  // What was chosen to stand over the hidden wall is there, without anything of it moving through a slate.
  await send("PUT", "/api/standby/walls/utama", { data: { layoutId: "hijau" } });
  await send("POST", "/api/walls/utama/hide", { data: {} });
  await expect.poll(middle).toEqual([...green]);
  await send("PUT", "/api/standby/walls/utama", { data: { layoutId: null } });
  await page.locator(".standby").getByText(site.name).waitFor();
  await send("POST", "/api/walls/utama/show", { data: {} });
  await expect.poll(middle).toEqual([...blue]);
  await send("POST", "/api/walls/utama/hide", { data: { tileIds: ["gambar"] } });
  await expect.poll(() => page.locator(".tile .image").count()).toBe(0);
  await send("POST", "/api/walls/utama/show", { data: {} });
  await expect.poll(middle).toEqual([...blue]);
  expect(await page.evaluate(() => document.body.dataset["slateSeen"])).toBeUndefined();

  const gone = await take("hilang", "0".repeat(64));
  await expect.poll(() => outcome(gone)).toEqual([{ tileId: "gambar", kind: "unavailable" }]);
  await page.getByText(wallTexts.id.image.gone).waitFor();
  expect(errors).toEqual([]);
});

it("is uploaded at the desk, put on a wall by a press, and greets visitors while the wall is hidden", async () => {
  await using opened = await openPage(browser, core.url, { width: 1366, height: 768 });
  const { page, errors } = opened;
  const texts = consoleTexts.id.pictures;
  await page.locator(".pictures-part > summary").click();
  const buffer = pngOf({ width: 40, height: 30 }, [180, 140, 20]);
  await page.getByLabel(texts.upload).setInputFiles([
    { name: "Lambang kota.png", mimeType: "image/png", buffer },
    { name: "catatan.png", mimeType: "image/png", buffer: Buffer.from("bukan gambar") },
  ]);
  await page.getByText("ini bukan PNG, JPEG atau WebP").waitFor();
  const listed = routes.listImages.reply.parse(await core.get("/api/images"));
  const logo = listed.find(({ name }) => name === "Lambang kota");
  expect(listed.some(({ name }) => name === "catatan")).toBe(false);
  // A slip of the hand is one step back.
  await page.getByRole("button", { name: texts.remove.replace("{{name}}", "Lambang kota") }).click();
  const told = page.locator(".toast").filter({ hasText: texts.removed.replace("{{name}}", "Lambang kota") });
  await expect.poll(() => page.getByRole("button", { name: /^Lambang kota/ }).count()).toBe(0);
  await told.getByRole("button", { name: commonTexts.id.undo }).click();
  await page.getByText(texts.restored.replace("{{name}}", "Lambang kota")).waitFor();
  await page.getByRole("button", { name: /^Lambang kota/ }).click();
  // Nothing is chosen: it is prepared over the whole wall.
  await page.locator(".preview .tiles [data-kind=image]").waitFor();

  await page.getByRole("button", { name: texts.greeting.open }).click();
  await page.getByLabel(texts.greeting.guests).fill("Ibu Gubernur\nbeserta rombongan");
  await page.getByRole("combobox", { name: texts.greeting.logo }).selectOption("Lambang kota");
  await page.getByLabel(texts.greeting.standby).check();
  await page.getByRole("button", { name: texts.greeting.make }).click();
  await page.locator(".preview .tiles [data-kind=text]").first().waitFor();
  const { walls } = routes.getStandby.reply.parse(await core.get("/api/standby"));
  const layoutId = walls.find(({ wallId }) => wallId === "utama")?.layoutId ?? "";
  const layout = routes.getLayout.reply.parse(await core.get(`/api/layouts/${layoutId}`));
  expect(layout.tiles.map(({ content }) => content)).toEqual([
    { kind: "image", imageId: logo?.id },
    { kind: "text", text: "Selamat datang", size: "fill", weight: "strong" },
    { kind: "text", text: "Ibu Gubernur\nbeserta rombongan", size: "fill" },
    { kind: "clock" },
  ]);
  // Its words are changed where they stand, and what stands over a hidden wall follows.
  await page.locator(".preview .tiles [data-kind=text]").first().click();
  await page.getByLabel(texts.text, { exact: true }).fill("Selamat malam");
  await page.getByRole("button", { name: texts.apply }).click();
  await expect
    .poll(async () => JSON.stringify(await core.get(`/api/layouts/${layoutId}`)))
    .toContain("Selamat malam");
  await page.getByRole("button", { name: texts.standby.open }).click();
  await page.getByRole("radio", { name: texts.greeting.title }).waitFor();
  expect(await page.getByRole("radio", { name: texts.greeting.title }).isChecked()).toBe(true);
  await page.getByRole("radio", { name: texts.standby.usual }).click();
  await expect.poll(async () => JSON.stringify(await core.get("/api/standby"))).not.toContain(layoutId);
  expect(await page.evaluate(overflowing)).toEqual([]);
  expect(errors).toEqual([]);
});

it("what a browser itself encodes is read as what it is", async () => {
  await using opened = await openPage(browser, "data:text/html,<canvas></canvas>", {
    width: 100,
    height: 100,
  });
  for (const type of ["image/png", "image/jpeg", "image/webp"]) {
    const encoded = await opened.page.evaluate((asked) => {
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width: 123, height: 77 });
      canvas.getContext("2d")?.fillRect(3, 3, 50, 20);
      return canvas.toDataURL(asked, 0.8);
    }, type);
    const bytes = Buffer.from(encoded.slice(encoded.indexOf(",") + 1), "base64");
    expect(imageHeader(bytes)).toEqual({ type, width: 123, height: 77, moves: false });
  }
});

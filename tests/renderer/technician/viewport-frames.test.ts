import { expect, it } from "vitest";
import { technicianTexts } from "../../../src/renderer/i18n/technician.ts";
import { laptop } from "../console/desk.ts";
import { emptyData, signIn, startRealCore } from "../console/real-core.ts";
import { launchChromium, openPage } from "../fixtures/pages.ts";
import { draftOf, dragFrom, screenOf } from "./wall-on-screen.ts";

const words = technicianTexts.id;
const PASSWORD = "kata-sandi-panjang";

it("puts viewports by pointer and by key, on the wall and on the output beside it", async () => {
  await using browser = await launchChromium();
  using data = emptyData();
  await using core = await startRealCore(data.path, { site: "pontianak", password: PASSWORD });
  await using opened = await openPage(browser, `${core.url}/technician`, laptop);
  const { page, errors } = opened;
  page.setDefaultTimeout(8000);
  await signIn(page, PASSWORD);
  await page.getByRole("application").waitFor();
  await page.getByRole("button", { name: /^LED kanan/ }).click();
  const stage = page.getByRole("region", { name: words.editor.stage.replace("{{name}}", "LED kanan") });
  await stage.waitFor();
  const viewport = async (fits: (x: number, width: number) => boolean) =>
    (
      await draftOf(page, "pontianak", ({ viewports: [, second] }) =>
        second === undefined ? false : fits(second.canvas.x, second.canvas.width),
      )
    ).viewports[1];
  const handle = async (edges: string, on = page.locator(".wall-canvas")) => {
    const box = await on.locator(`.viewport-handle[data-edges="${edges}"]`).boundingBox();
    if (box === null) throw new Error(`no handle ${edges}`);
    return [box.x + box.width / 2, box.y + box.height / 2] as const;
  };

  // The left edge from 2400, the middle of a cabinet, to its edge at 2560: three pixels of the screen beside it.
  const { scale } = await screenOf(page, { widthMm: 9000, heightMm: 2025 });
  await dragFrom(page, await handle("left"), [160 * 1.875 * scale + 3, 0]);
  const cut = await viewport((x) => x !== 2400);
  expect(cut).toMatchObject({
    canvas: { x: 2560, y: 0, width: 2240, height: 1080 },
    // Its other pixels stay where they are on the output.
    output: { x: 160, y: 0, width: 2240, height: 1080 },
  });

  // On the output: all of it to the left rim.
  const onOutput = stage.getByRole("button", { name: /^Dinding LED: 2240 × 1080/ });
  const frame = await onOutput.boundingBox();
  if (frame === null) throw new Error("no frame on the output");
  await dragFrom(page, [frame.x + frame.width / 2, frame.y + frame.height / 2], [-200, 0]);
  await expect.poll(() => onOutput.getAttribute("aria-label")).toContain("2240 × 1080 px di 0, 0");

  // By keys: a pixel, then to the line that is next; the right edge by a cabinet.
  await onOutput.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => onOutput.getAttribute("aria-label")).toContain("di 1, 0");
  await page.keyboard.press("Shift+ArrowLeft");
  await expect.poll(() => onOutput.getAttribute("aria-label")).toContain("di 0, 0");
  await page.keyboard.press("Alt+Shift+ArrowLeft");
  const narrow = await viewport((_, width) => width !== 2240);
  expect(narrow).toMatchObject({ canvas: { x: 2560, width: 1920 }, output: { x: 0, width: 1920 } });

  // A further one takes what is no longer shown, where the output has room for it.
  await page.getByRole("button", { name: words.editor.addViewport }).click();
  const more = await draftOf(page, "pontianak", ({ viewports }) => viewports.length === 3);
  expect(more.viewports[2]).toMatchObject({
    canvas: { x: 2400, y: 0, width: 160, height: 1080 },
    output: { x: 1920, y: 0, width: 160, height: 1080 },
  });
  await page.getByRole("button", { name: words.editor.addViewport }).click();
  const all = await draftOf(page, "pontianak", ({ viewports }) => viewports.length === 4);
  expect(all.viewports[3]).toMatchObject({ canvas: { x: 4480, width: 320 }, output: { x: 2080 } });

  // A press that is no drag chooses the cabinet below, and the output's picture goes.
  const wall = await page.locator(".wall-canvas .viewport-frame").nth(1).boundingBox();
  if (wall === null) throw new Error("no frame on the wall");
  await page.mouse.click(wall.x + wall.width / 2, wall.y + 6);
  await stage.waitFor({ state: "detached" });
  await page.getByRole("heading", { name: /^p-1-\d+$/ }).waitFor();
  expect(errors).toEqual([]);
});

it("makes an output the spare of another, and what is changed at one holds at both", async () => {
  await using browser = await launchChromium();
  using data = emptyData();
  await using core = await startRealCore(data.path, { site: "pontianak", password: PASSWORD });
  await using opened = await openPage(browser, `${core.url}/technician`, laptop);
  const { page, errors } = opened;
  page.setDefaultTimeout(8000);
  await signIn(page, PASSWORD);
  await page.getByRole("application").waitFor();
  await page.getByRole("button", { name: words.editor.addOutput }).click();
  const { outputs } = await draftOf(page, "pontianak", (site) => site.outputs.length === 3);
  const spare = outputs.at(-1);
  if (spare === undefined) throw new Error("no third output");
  await page.getByRole("button", { name: new RegExp(`^${spare.name}`) }).click();
  const choice = page.getByRole("combobox", { name: words.editor.spareOf });
  await choice.selectOption("out-1");
  await page.getByText(words.editor.twins.replace("{{names}}", "LED kiri")).waitFor();
  const width = page.getByLabel(`${words.editor.onCanvas} ${words.editor.width}`, { exact: true });
  await width.fill("2080");
  await width.press("Enter");
  const narrow = await draftOf(page, "pontianak", ({ viewports }) => viewports[0]?.canvas.width === 2080);
  expect(narrow.viewports).toMatchObject([
    { outputId: "out-1", canvas: { x: 0, width: 2080 }, output: { width: 2080 } },
    { outputId: "out-2", canvas: { x: 2400, width: 2400 } },
    { outputId: spare.id, canvas: { x: 0, width: 2080 }, output: { width: 2080 } },
  ]);
  await choice.selectOption("");
  const free = await draftOf(page, "pontianak", (site) => site.outputs[2]?.spareOf === undefined);
  expect(free.viewports).toEqual(narrow.viewports);
  expect(errors).toEqual([]);
});

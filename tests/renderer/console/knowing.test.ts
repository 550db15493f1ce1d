import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { Device, FoundDevice } from "../../../src/protocol/device.ts";
import type { importedSchema } from "../../../src/protocol/import.ts";
import type { Probe } from "../../../src/protocol/probe.ts";
import type { Ptz } from "../../../src/protocol/ptz.ts";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { formatOf } from "../../fixtures/format.ts";
import { openDesks, overflowing } from "./desk.ts";
import type { Scene } from "./fixture.ts";
import { busyEvening, cameras } from "./scene.ts";

const { knowing, form } = consoleTexts.id;
let desks: Awaited<ReturnType<typeof openDesks>>;
beforeAll(async () => {
  desks = await openDesks();
});
afterAll(() => desks[Symbol.asyncDispose]());

/** Where a picture of the page goes, for a person to look at; nowhere without it. */
const pictures = process.env["KNOWING_PICTURES"];

const found: FoundDevice[] = [
  {
    ...{ address: "http://10.20.30.61/onvif/device_service", name: "Dermaga Utara", hardware: "M-7" },
    location: "Kelurahan Karang Anyar Pantai, Tarakan Barat",
  },
  {
    address: "http://10.20.30.62:8000/onvif/device_service",
    name: "",
    hardware: "",
    location: "",
    cameraId: "kamera-2",
  },
];
const profile = { audio: false, fps: 25, bitrate: 4e6, keyEvery: 50 };
const device: Device = {
  ...{ address: "http://10.20.30.61/onvif/device_service", manufacturer: "Mock & Co", model: "M-7" },
  ...{ firmware: "1.10", serial: "00712345678901234567", events: true, clockAheadS: -190 },
  cameras: [1, 2].map((channel) => ({
    name: `Mock & Co M-7 ${channel}`,
    streams: [
      { role: "main", url: `rtsp://10.20.30.61:554/Streaming/Channels/${channel}01` },
      { role: "sub", url: `rtsp://10.20.30.61:554/Streaming/Channels/${channel}02` },
    ],
    profiles: [
      {
        ...{ ...profile, token: `m${channel}`, name: "Utama", encoding: "H265", width: 3840, height: 2160 },
        url: `rtsp://10.20.30.61:554/Streaming/Channels/${channel}01`,
      },
    ],
    snapshot: null,
    ptz: channel === 1,
  })),
  findings: [{ kind: "clockOff", weight: "wrong", detail: { seconds: 190, way: "behind" } }],
};
const imported: z.infer<typeof importedSchema> = {
  applied: false,
  rows: [
    {
      ...{
        where: "2",
        name: "Gerbang Pelabuhan Malundung",
        outcome: "added",
        cameraId: "gerbang",
        notes: [],
      },
      changes: [{ field: "main.url", before: null, after: "rtsp://10.0.0.7:554/Streaming/Channels/101" }],
    },
    {
      ...{
        where: "3",
        name: "Pasar Gusher, pintu timur",
        outcome: "changed",
        cameraId: "kamera-2",
        notes: [],
      },
      changes: [
        { field: "group", before: "Pasar", after: "Pasar kota" },
        { field: "main.password", before: "•••", after: "•••" },
      ],
    },
    {
      ...{ where: "4", name: "Taman", outcome: "refused", changes: [], notes: [] },
      reason: { field: "main.url", detail: "alamatnya tidak ada" },
    },
  ],
};
const hevc = formatOf({ coding: "hevc", codec: "hvc1.1.6.L150.B0", width: 3840, height: 2160 });
const probe: Probe = {
  ...{ via: "opened", format: hevc, firstByteMs: 12, firstPictureMs: 1840, seconds: 4, fps: 24.9 },
  ...{ bitrate: 12_400_000, keyInterval: { least: 2, most: 8 }, audio: true, lost: 0, jitterMs: 7.2 },
  clock: { aheadS: -190, from: "onvif" },
  shown: {
    ...{ asIs: false, needs: "hevc", cost: { rung: "1080p", cores: 0.63 } },
    rungs: [{ tile: { width: 1920, height: 1080 }, rung: "1080p", size: { width: 1920, height: 1080 } }],
  },
  findings: [
    { kind: "keyFramesVary", weight: "wrong", detail: { least: 2, most: 8 } },
    { kind: "clockOff", weight: "wrong", detail: { seconds: 190, way: "behind" } },
    { kind: "madeIntoH264", weight: "costs", detail: { coding: "H.265 (HEVC)" } },
  ],
};
const head: Ptz = {
  moves: true,
  presets: [
    { token: "1", name: "Gerbang" },
    { token: "2", name: "Dermaga & jalan raya pelabuhan" },
  ],
};

function evening(): Scene {
  const scene = busyEvening();
  return {
    ...scene,
    me: { ...scene.me, role: "technician" },
    cameras: cameras.map((camera, index) =>
      index === 1
        ? { ...camera, onvif: { url: "http://10.20.30.2/onvif/device_service", hasCredentials: true } }
        : camera,
    ),
    answers: {
      discover: found,
      inspectDevice: device,
      importCameras: imported,
      probeCamera: probe,
      getPtz: head,
      addCamera: cameras[0],
    },
  };
}

type Desk = Awaited<ReturnType<typeof desks.desk>>;

async function look({ page }: Desk, name: string) {
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png` });
  expect(await page.evaluate(overflowing)).toEqual([]);
}

const bodies = ({ core }: Desk, name: string) =>
  core.calls.filter((call) => call.name === name).map(({ body }) => body);

/** Holds what the page asks for at `path`; each of the functions lets one go on its way. */
async function holding(page: Page, path: string): Promise<(() => void)[]> {
  const held: (() => void)[] = [];
  await page.route(path, async (route) => {
    await new Promise<void>((go) => held.push(go));
    await route.continue();
  });
  return held;
}

async function openAdding(page: Page) {
  await page.keyboard.press("n");
  await page.getByRole("button", { name: knowing.many }).press("Enter");
  await page.getByRole("dialog", { name: knowing.title }).waitFor();
}

describe("adding cameras", () => {
  it("searches, asks one device, and adds what is ticked, by keyboard alone", async () => {
    await using desk = await desks.desk(evening());
    const { page } = desk;
    await openAdding(page);
    await page.getByRole("button", { name: knowing.searchAct, exact: true }).press("Enter");
    const options = page.getByRole("dialog").getByRole("option");
    await expect.poll(() => options.count()).toBe(2);
    expect(await options.nth(1).textContent()).toContain(knowing.hasAlready);
    await look(desk, "search");
    await options.first().press("Space");
    await page.getByLabel(knowing.user).fill("ana");
    await page.getByLabel(knowing.password).fill("kunci");
    await page.keyboard.press("Enter");
    await page.getByText("00712345678901234567").waitFor();
    expect(bodies(desk, "inspectDevice")).toEqual([
      { address: found[0]?.address, username: "ana", password: "kunci" },
    ]);
    await page.getByText("Jamnya 190 dtk terlambat.").waitFor();
    await look(desk, "device");
    await page.getByLabel(knowing.nameOf.replace("{{number}}", "1")).fill("Dermaga");
    await page.getByRole("checkbox").nth(1).uncheck();
    await page.getByRole("button", { name: knowing.addThese_other.replace("{{count}}", "1") }).press("Enter");
    await expect
      .poll(() => bodies(desk, "addCamera"))
      .toEqual([
        {
          name: "Dermaga",
          onvif: { url: device.address, username: "ana", password: "kunci" },
          streams: device.cameras[0]?.streams.map((stream) => ({
            ...stream,
            username: "ana",
            password: "kunci",
          })),
        },
      ]);
    await expect.poll(() => page.getByRole("dialog", { name: knowing.title }).count()).toBe(0);
    expect(desk.errors).toEqual([]);
  });

  it("shows what a file would do, and takes it over only when what is refused is left out", async () => {
    await using desk = await desks.desk(evening());
    const { page } = desk;
    await openAdding(page);
    await page.getByRole("tab", { name: knowing.file }).click();
    await page.getByLabel(knowing.choose, { exact: true }).setInputFiles({
      ...{ name: "kamera.m3u", mimeType: "text/plain", buffer: Buffer.from("#EXTM3U\nrtsp://10.0.0.7/1\n") },
    });
    await expect.poll(() => page.getByLabel(knowing.formatLabel).inputValue()).toBe("m3u");
    await page.getByRole("button", { name: knowing.check }).click();
    const table = page.getByRole("region", { name: knowing.preview });
    await expect.poll(() => table.getByRole("row").count()).toBe(4);
    // What is refused stands first; fields have the names that people read.
    const said = (await table.getByRole("row").allInnerTexts()).map((row) => row.split(/\s*[\t\n]\s*/));
    expect(said.slice(1)).toEqual([
      ["baris 4", "Taman", "ditolak", "Alamat aliran utama: alamatnya tidak ada"],
      [
        ...["baris 3", "Pasar Gusher, pintu timur", "diubah"],
        ...["Kelompok: Pasar → Pasar kota", "Kata sandi aliran utama: diganti"],
      ],
      ["baris 2", "Gerbang Pelabuhan Malundung", "baru", "rtsp://10.0.0.7:554/Streaming/Channels/101"],
    ]);
    const apply = page.getByRole("button", { name: knowing.apply });
    expect(await apply.isDisabled()).toBe(true);
    await page.getByLabel(knowing.skip).check();
    await look(desk, "import");
    await apply.click();
    await expect
      .poll(() => bodies(desk, "importCameras"))
      .toEqual([
        { format: "m3u", text: "#EXTM3U\nrtsp://10.0.0.7/1\n", dryRun: true, skipRefused: false },
        { format: "m3u", text: "#EXTM3U\nrtsp://10.0.0.7/1\n", dryRun: false, skipRefused: true },
      ]);
    await page.getByText(knowing.notApplied).waitFor();
  });

  it("shows nothing of a text that was edited while it was checked, and takes no edit while one is applied", async () => {
    await using desk = await desks.desk(evening());
    const { page } = desk;
    const held = await holding(page, "**/api/cameras/import");
    await openAdding(page);
    await page.getByRole("tab", { name: knowing.file }).click();
    const given = page.getByLabel(knowing.paste);
    await given.fill("name,main");
    const check = page.getByRole("button", { name: knowing.check });
    await check.click();
    await expect.poll(() => held.length).toBe(1);
    expect(await check.isDisabled()).toBe(true);
    await given.fill("name,main\nGerbang,rtsp://10.0.0.7/1");
    expect(await check.isDisabled()).toBe(false);
    held.shift()?.();
    expect(await page.getByRole("region", { name: knowing.preview }).count()).toBe(0);
    await check.click();
    await expect.poll(() => held.length).toBe(1);
    held.shift()?.();
    await page.getByLabel(knowing.skip).check();
    await page.getByRole("button", { name: knowing.apply }).click();
    await expect.poll(() => held.length).toBe(1);
    expect(await given.isEditable()).toBe(false);
    expect(await page.getByLabel(knowing.formatLabel).isDisabled()).toBe(true);
    expect(await page.getByLabel(knowing.choose, { exact: true }).isDisabled()).toBe(true);
    held.shift()?.();
    await page.getByText(knowing.notApplied).waitFor();
    expect(await given.isEditable()).toBe(true);
    expect(bodies(desk, "importCameras").at(-1)).toMatchObject({
      text: await given.inputValue(),
      dryRun: false,
    });
  });

  it("offers no device under another address, and adds with the login that stood in its own", async () => {
    await using desk = await desks.desk(evening());
    const { page } = desk;
    const held = await holding(page, "**/api/onvif/device");
    await openAdding(page);
    const address = page.getByLabel(knowing.address);
    const lookAt = page.getByRole("button", { name: knowing.look, exact: true });
    await address.fill("10.20.30.98");
    await lookAt.click();
    await expect.poll(() => held.length).toBe(1);
    await address.fill("http://ana:kunci%40@10.20.30.99");
    expect(await lookAt.isDisabled()).toBe(false);
    held.shift()?.();
    expect(await page.getByRole("region", { name: knowing.offered }).count()).toBe(0);
    await lookAt.click();
    await expect.poll(() => held.length).toBe(1);
    held.shift()?.();
    const offered = page.getByRole("region", { name: knowing.offered });
    await offered.waitFor();
    const login = { username: "ana", password: "kunci@" };
    expect(bodies(desk, "inspectDevice").at(-1)).toEqual({ address: "http://10.20.30.99", ...login });
    await page.getByRole("checkbox").nth(1).uncheck();
    await page.getByRole("button", { name: knowing.addThese_other.replace("{{count}}", "1") }).click();
    await expect
      .poll(() => bodies(desk, "addCamera"))
      .toMatchObject([{ onvif: login, streams: [login, login] }]);
  });

  it("forgets a device that was looked at where another is chosen from the list", async () => {
    await using desk = await desks.desk(evening());
    const { page } = desk;
    await openAdding(page);
    await page.getByRole("button", { name: knowing.searchAct, exact: true }).click();
    const options = page.getByRole("dialog").getByRole("option");
    await options.first().click();
    await page.getByRole("button", { name: knowing.look, exact: true }).click();
    const offered = page.getByRole("region", { name: knowing.offered });
    await offered.waitFor();
    await options.nth(1).click();
    await expect.poll(() => offered.count()).toBe(0);
  });

  it("says why a file is refused, in English too", async () => {
    await using desk = await desks.desk(evening(), { language: "en" });
    const { page, core } = desk;
    const { knowing: words } = consoleTexts.en;
    await page.keyboard.press("n");
    await page.getByRole("button", { name: words.many }).press("Enter");
    await page.getByRole("tab", { name: words.file }).click();
    await page.getByLabel(words.paste).fill("name,main");
    core.refuseNext("importCameras", {
      ...{ status: 400, kind: "invalid", detail: "text does not fit: no camera stands in it." },
      errors: [{ field: "text", detail: "no camera stands in it" }],
    });
    await page.getByRole("button", { name: words.check }).click();
    await page.getByRole("alert").getByText("This file is refused: no camera stands in it.").waitFor();
    await page.getByRole("button", { name: words.check }).click();
    const table = page.getByRole("region", { name: words.preview });
    await expect.poll(() => table.innerText()).toContain("Group – Pasar → Pasar kota");
    expect(await table.innerText()).toContain("Password of the main stream – replaced");
    expect(await table.innerText()).not.toMatch(/main\.|\bgroup\b/);
    await look(desk, "import-en");
  });

  it("says why a search or a device failed", async () => {
    await using desk = await desks.desk(evening());
    const { page, core } = desk;
    await openAdding(page);
    await page.getByLabel(knowing.address).fill("10.20.30.99");
    core.refuseNext("inspectDevice", {
      status: 502,
      kind: "loginRefused",
      detail: "10.20.30.99 menolak login.",
    });
    await page.getByRole("button", { name: knowing.look }).click();
    await page.getByRole("alert").getByText("10.20.30.99 menolak login.").waitFor();
  });

  it("is not offered to an operator", async () => {
    const scene = evening();
    await using desk = await desks.desk({ ...scene, me: { ...scene.me, role: "operator" } });
    await desk.page.keyboard.press("n");
    expect(await desk.page.getByRole("button", { name: knowing.many }).count()).toBe(0);
    expect(await desk.page.getByRole("dialog").count()).toBe(0);
  });
});

describe("the camera form", () => {
  it("checks the streams as they stand in it, without saving", async () => {
    await using desk = await desks.desk(evening(), { language: "en" });
    const { page } = desk;
    await page.keyboard.press("n");
    const texts = consoleTexts.en;
    await page.getByLabel(texts.form.main).fill("rtsp://10.0.0.9/1");
    await page.getByLabel(texts.form.user).fill("ana");
    await page.getByLabel(texts.form.password).fill("kunci");
    await page.getByRole("button", { name: texts.knowing.probeWhich.main }).click();
    await page.getByText("Its clock is 190 s behind.").waitFor();
    expect(bodies(desk, "probeCamera")).toEqual([
      { url: "rtsp://10.0.0.9/1", stream: "main", alone: true, username: "ana", password: "kunci" },
    ]);
    expect(bodies(desk, "addCamera")).toEqual([]);
    await page.getByText("made into H.264 at 1080p").scrollIntoViewIfNeeded();
    await look(desk, "probe");
    expect(desk.errors).toEqual([]);
  });

  it("of a stored camera names it, so that its password is tried, and keeps its ONVIF address", async () => {
    await using desk = await desks.desk(evening());
    const { page, core } = desk;
    await page
      .getByRole("option", { name: /Gusher/ })
      .first()
      .click();
    await page.keyboard.press("e");
    await page.getByRole("button", { name: knowing.probeWhich.sub }).click();
    await expect
      .poll(() => bodies(desk, "probeCamera"))
      .toMatchObject([
        {
          cameraId: "kamera-2",
          stream: "sub",
          url: "rtsp://10.20.30.2:554/Streaming/Channels/102",
          username: "dinding",
        },
      ]);
    core.scene.answers = { ...core.scene.answers, editCamera: core.scene.cameras[1] };
    await page.getByLabel(form.name, { exact: true }).fill("Gusher");
    await page.keyboard.press("Enter");
    await expect
      .poll(() => bodies(desk, "editCamera"))
      .toMatchObject([{ name: "Gusher", onvif: { url: "http://10.20.30.2/onvif/device_service" } }]);
  });
});

describe("a camera's head", () => {
  async function opened() {
    const desk = await desks.desk(evening());
    await desk.page
      .getByRole("option", { name: /Gusher/ })
      .first()
      .click();
    await desk.page.getByRole("button", { name: knowing.up }).waitFor();
    return desk;
  }
  const orders = (desk: Desk) => bodies(desk, "ptz");

  it("moves while an arrow is held by the mouse, renewed, and stops when it is let go", async () => {
    await using desk = await opened();
    const { page } = desk;
    await look(desk, "ptz");
    await page.getByRole("button", { name: knowing.left }).hover();
    await page.mouse.down();
    await expect.poll(() => orders(desk).length).toBeGreaterThan(1);
    await page.mouse.up();
    await expect.poll(() => orders(desk).at(-1)).toEqual({ kind: "stop" });
    expect(orders(desk)[0]).toEqual({ kind: "continuous", pan: -0.5, tilt: 0 });
  });

  it("moves by arrow keys while it has the focus, and the list stays where it was", async () => {
    await using desk = await opened();
    const { page } = desk;
    await page.getByRole("button", { name: knowing.up }).focus();
    await page.keyboard.down("ArrowDown");
    await expect.poll(() => orders(desk)[0]).toEqual({ kind: "continuous", pan: 0, tilt: -0.5 });
    await page.keyboard.up("ArrowDown");
    await expect.poll(() => orders(desk).at(-1)).toEqual({ kind: "stop" });
    await page.keyboard.down("+");
    await expect
      .poll(() => orders(desk).some((order) => JSON.stringify(order).includes('"zoom":0.5')))
      .toBe(true);
    await page.keyboard.up("+");
    expect(await page.getByRole("option", { selected: true }).filter({ hasText: "Gusher" }).count()).toBe(1);
  });

  it("stops when the focus or the window goes while it moves", async () => {
    await using desk = await opened();
    const { page } = desk;
    await page.getByRole("button", { name: knowing.up }).focus();
    await page.keyboard.down("ArrowUp");
    // It is renewed while it is held.
    await expect.poll(() => orders(desk).at(-1)).toEqual({ kind: "continuous", pan: 0, tilt: 0.5 });
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    await expect.poll(() => orders(desk).at(-1)).toEqual({ kind: "stop" });
    await page.keyboard.up("ArrowUp");
    await page.getByRole("button", { name: knowing.right }).hover();
    await page.mouse.down();
    await expect.poll(() => orders(desk).at(-1)).toMatchObject({ kind: "continuous", pan: 0.5 });
    await page.evaluate(() => dispatchEvent(new Event("blur")));
    await expect.poll(() => orders(desk).at(-1)).toEqual({ kind: "stop" });
    await page.mouse.up();
  });

  it("turns as its picture is drawn, and has always been stopped once the hand is gone", async () => {
    await using desk = await opened();
    const { page, errors } = desk;
    const tile = page.locator(".program .tiles > li").filter({ hasText: "Gusher" });
    await tile.click();
    await page.getByRole("button", { name: knowing.steer }).click();
    const layer = page.locator(".steering-layer");
    const box = await layer.boundingBox();
    const before = desk.core.scene.walls["utama"]?.tiles;
    const at = (x: number, y: number) => [box!.x + box!.width * x, box!.y + box!.height * y] as const;
    for (const end of ["up", "cancel", "blur", "gone"] as const) {
      const first = orders(desk).length;
      await page.mouse.move(...at(0.5, 0.5));
      await page.mouse.down();
      await page.mouse.move(...at(0.9, 0.5), { steps: 4 });
      await expect
        .poll(() => orders(desk).slice(first).at(-1))
        .toMatchObject({ kind: "continuous", tilt: 0 });
      if (end === "cancel")
        await layer.evaluate((element) =>
          element.dispatchEvent(new PointerEvent("pointercancel", { pointerId: 1, bubbles: true })),
        );
      if (end === "blur") await page.evaluate(() => dispatchEvent(new Event("blur")));
      if (end === "gone") await page.evaluate(() => dispatchEvent(new Event("pagehide")));
      if (end === "up") await page.mouse.up();
      await expect.poll(() => orders(desk).at(-1)).toEqual({ kind: "stop" });
      if (end === "blur") {
        // What still lies on the glass begins nothing.
        await page.mouse.move(...at(0.2, 0.5), { steps: 2 });
        expect(orders(desk).at(-1)).toEqual({ kind: "stop" });
      }
      await page.mouse.up();
    }
    await page.mouse.move(...at(0.5, 0.5));
    const turned = orders(desk).length;
    await page.mouse.wheel(0, -100);
    // A stop that may have overtaken it is said twice.
    await expect.poll(() => orders(desk).slice(turned)).toContainEqual({ kind: "continuous", zoom: 0.5 });
    await expect.poll(() => orders(desk).at(-1)).toEqual({ kind: "stop" });
    // No tile was taken up.
    expect(desk.core.scene.walls["utama"]?.tiles).toEqual(before);
    expect(errors).toEqual([]);
  });

  it("goes to a preset, and says what it is refused for", async () => {
    await using desk = await opened();
    const { page, core } = desk;
    core.refuseNext("ptz", { status: 502, kind: "deviceRefused", detail: "Kamera menolak ini." });
    await page.getByRole("button", { name: "Gerbang", exact: true }).click();
    await page.getByRole("alert").getByText("Kamera menolak ini.").waitFor();
    expect(orders(desk)).toEqual([{ kind: "preset", preset: "1" }]);
  });

  it("goes to a preset by its digit while it has the focus, and takes no layout by that", async () => {
    await using desk = await opened();
    const { page } = desk;
    await page.keyboard.press("z");
    await page.keyboard.press("1");
    await expect.poll(() => orders(desk)).toEqual([{ kind: "preset", preset: "1" }]);
    expect(bodies(desk, "take")).toEqual([]);
  });

  it("says who else steers it, and is taken over by a higher role; who leaves gives it up", async () => {
    await using desk = await opened();
    const { page, core } = desk;
    const time = "2026-11-21T07:03:00.000Z";
    const lock = { by: "Oki", role: "operator" as const, since: time, until: time };
    await page.keyboard.press("z");
    await page.keyboard.press("1");
    await expect.poll(() => orders(desk)).toHaveLength(1);
    core.scene.answers = { ...core.scene.answers, getPtzLock: { lock, mine: false, mayTakeOver: true } };
    await page.getByText("Oki (operator) sedang menggerakkan kamera ini.").waitFor();
    expect(await page.evaluate(overflowing)).toEqual([]);
    await look(desk, "helm");
    const own = { lock: { ...lock, by: "Sri" }, mine: true, mayTakeOver: false };
    core.scene.answers = { ...core.scene.answers, getPtzLock: own, takePtzLock: own };
    await page.getByRole("button", { name: knowing.helmTake }).click();
    await expect.poll(() => page.locator(".helm").innerText()).toBe("");
    core.scene.answers = { ...core.scene.answers, getPtzLock: { lock, mine: false, mayTakeOver: false } };
    await page.getByText("Oki mengambil alih kamera ini.").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => core.calls.some(({ name }) => name === "leavePtzLock")).toBe(true);
  });
});

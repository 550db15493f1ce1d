import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FairWatch } from "../../fixtures/fair-watch.ts";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { openDesks, overflowing } from "./desk.ts";
import { busyEvening, showing } from "./scene.ts";

const texts = consoleTexts.id;
let desks: Awaited<ReturnType<typeof openDesks>>;

beforeAll(async () => {
  desks = await openDesks();
});
afterAll(() => desks[Symbol.asyncDispose]());

/** A morning before anything is set up. */
function emptyMorning() {
  const scene = busyEvening();
  scene.cameras = [];
  scene.feeds = [];
  scene.layouts = [];
  scene.incidents = [];
  scene.outputs = [];
  scene.walls = { utama: showing("utama", "Dinding utama", { width: 1920, height: 1080 }, null) };
  return scene;
}

describe("the desk shows what is true", () => {
  it("names every tile and says in words and shapes what is wrong, and nothing else", async () => {
    await using opened = await desks.desk(busyEvening());
    const program = opened.page.getByRole("listbox", { name: texts.onGlass });
    await expect.poll(() => program.getByRole("option").count()).toBe(9);
    const lost = program.getByRole("option", { name: /Tengkayu/ });
    expect(await lost.innerText()).toMatch(/Tengkayu[\s\S]*putus/);
    expect(await lost.locator("svg").count()).toBe(1);
    const live = program.getByRole("option", { name: /Gusher/ });
    expect(await live.innerText()).toBe("2 Pasar Gusher, pintu timur");
    expect(await live.locator("svg").count()).toBe(0);
    expect(await program.locator("[data-severity]").count()).toBe(5);
    expect(opened.errors).toEqual([]);
  });

  it("says of a selected camera what is wrong in the language of the page", async () => {
    await using opened = await desks.desk(busyEvening());
    await opened.page
      .getByRole("listbox", { name: texts.cameras })
      .getByRole("option", { name: /Tengkayu/ })
      .click();
    const inspector = opened.page.getByRole("region", { name: /Tengkayu/ });
    expect(await inspector.innerText()).toContain("10.20.30.3 tidak menjawab di porta 554: waktu habis.");
  });

  it("says of words that are too small for the farthest place by how much they are", async () => {
    const scene = busyEvening();
    const text = "Hindari Simpang Empat Sudirman sampai pukul delapan malam";
    const small = {
      id: "t-1",
      rect: { x: 0, y: 0, width: 240, height: 40 },
      content: { kind: "text" as const, text },
    };
    const large = { ...small, id: "t-2", rect: { x: 0, y: 540, width: 1920, height: 540 } };
    const both = [small, large].map((tile) => ({ ...tile, z: 0, fit: "contain" as const, priority: 5 }));
    scene.walls = {
      utama: { ...showing("utama", "Dinding utama", { width: 1920, height: 1080 }, null), tiles: both },
    };
    await using opened = await desks.desk(scene);
    const options = opened.page.getByRole("listbox", { name: texts.onGlass }).getByRole("option");
    await options.first().click();
    const flagged = opened.page.getByText("menit busur; di bawah 16 tidak terbaca");
    await flagged.waitFor();
    expect(await flagged.innerText()).toMatch(/hanya setinggi ([1-9]|1[0-5]) menit/);
    await options.nth(1).click();
    await expect.poll(() => flagged.count()).toBe(0);
  });

  it("says what to do next where nothing is there yet", async () => {
    await using opened = await desks.desk(emptyMorning());
    for (const text of [
      texts.noCamerasNext,
      texts.noLayoutsNext,
      texts.nothingOnGlassNext,
      texts.noPreviewNext,
      texts.incidents.noneNext,
    ])
      await opened.page.getByText(text).waitFor();
    expect(await opened.page.evaluate(overflowing)).toEqual([]);
  });

  it("marks a lost core at once and keeps what it knew", async () => {
    await using opened = await desks.desk(busyEvening(), { own: true });
    const { page, core } = opened;
    await page
      .getByRole("option", { name: /Gusher/ })
      .first()
      .waitFor();
    const take = page.getByRole("button", { name: texts.take });
    const place = await take.boundingBox();
    const closed = new FairWatch();
    await core.close();
    const banner = page.getByRole("alert");
    await banner.waitFor();
    expect(closed.until()).toBeLessThan(2500);
    expect(await banner.innerText()).toMatch(/tidak menjawab sejak \d\d:\d\d:\d\d WITA/);
    expect(await page.getByRole("option", { name: /Gusher/ }).count()).toBeGreaterThan(0);
    expect(await page.locator(".centre").evaluate((element) => getComputedStyle(element).opacity)).toBe(
      "0.55",
    );
    expect(await take.boundingBox()).toEqual(place);
  });

  it("says why a viewer cannot take, and shows no way to", async () => {
    const scene = busyEvening();
    scene.me.role = "viewer";
    await using opened = await desks.desk(scene);
    const { page, core } = opened;
    await page.getByText(texts.taking.needsRole).waitFor();
    await page.keyboard.press("2");
    await page.getByRole("listbox", { name: texts.layouts }).getByRole("option").first().click();
    await page.keyboard.press("Enter");
    expect(await page.getByRole("button", { name: texts.take }).isDisabled()).toBe(true);
    expect(core.calls).toEqual([]);
  });
});

describe("taking", () => {
  it("prepares by click, takes by Enter, and prepares what was on the glass", async () => {
    await using opened = await desks.desk(busyEvening());
    const { page, core } = opened;
    const layouts = page.getByRole("listbox", { name: texts.layouts });
    await layouts.getByRole("option", { name: /Empat/ }).click();
    await page.getByRole("region", { name: texts.preview }).getByText("Empat persimpangan utama").waitFor();
    expect(core.calls).toEqual([]);
    await page.keyboard.press("Enter");
    await page.getByText(texts.taking.complete.replace("{{ms}}", "212")).waitFor();
    expect(core.calls).toMatchObject([
      { name: "take", params: { id: "utama" }, body: { layoutId: "empat" } },
    ]);
    await page
      .getByRole("region", { name: texts.preview })
      .getByText(/Sembilan kamera/)
      .waitFor();
  });

  it("takes by number, keeps a layout's number while one searches, and undoes by U and Ctrl+Z", async () => {
    await using opened = await desks.desk(busyEvening());
    const { page, core } = opened;
    await page.keyboard.press("3");
    await expect.poll(() => core.calls.length).toBe(1);
    await page.keyboard.press("/");
    await page.keyboard.type("enam 1");
    expect(core.calls.length).toBe(1);
    const found = page.getByRole("listbox", { name: texts.layouts }).getByRole("option");
    await expect.poll(() => found.count()).toBe(0);
    await page.keyboard.press("Control+A");
    await page.keyboard.type("enam");
    await expect.poll(() => found.count()).toBe(1);
    expect(await found.first().innerText()).toContain("4");
    await page.keyboard.press("Escape");
    await page.keyboard.press("u");
    await page.getByText(texts.taking.complete.replace("{{ms}}", "212")).waitFor();
    await page.keyboard.press("Control+z");
    await expect.poll(() => core.calls.map(({ name }) => name)).toEqual(["take", "undo", "undo"]);
  });

  it("asks once for what is pressed twice, and again when that was answered", async () => {
    await using opened = await desks.desk(busyEvening());
    const { page, core } = opened;
    const asked: (() => void)[] = [];
    await page.route("**/api/walls/utama/*", async (route) => {
      await new Promise<void>((answer) => asked.push(answer));
      await route.continue();
    });
    for (const key of ["u", "u", "Control+z"]) await page.keyboard.press(key);
    // Another act may overtake it: whoever presses another number wants the newer picture.
    for (const key of ["3", "3", "1"]) await page.keyboard.press(key);
    await expect.poll(() => asked.length).toBe(3);
    for (const answer of asked.splice(0)) answer();
    await page.getByText(texts.taking.complete.replace("{{ms}}", "212")).waitFor();
    expect(core.calls.map(({ name }) => name).toSorted()).toEqual(["take", "take", "undo"]);
    await page.keyboard.press("1");
    await expect.poll(() => asked.length).toBe(1);
    asked[0]?.();
    await expect.poll(() => core.calls.length).toBe(4);
  });

  it("names the tiles that show a slate instead of a picture", async () => {
    await using opened = await desks.desk(busyEvening());
    const { page, core } = opened;
    core.outcome = { state: "failed", failures: [{ tileId: "t3", kind: "unreachable" }] };
    await page.keyboard.press("2");
    await page
      .getByText(texts.taking.failed.replace("{{tiles}}", "Pelabuhan Tengkayu I, dermaga penyeberangan"))
      .waitFor();
  });

  it("says what was refused and that the wall stays", async () => {
    await using opened = await desks.desk(busyEvening());
    const { page, core } = opened;
    core.refuseNext("take", { status: 503, kind: "unavailable", detail: "Situs belum siap." });
    await page.keyboard.press("1");
    await page.getByText(texts.taking.refused.replace("{{reason}}", "Situs belum siap.")).waitFor();
  });
});

describe("a tile that is chosen", () => {
  it("in the preview is the preview's, though the glass has one of the same id", async () => {
    const scene = busyEvening();
    const [layout] = scene.layouts;
    const other = { kind: "camera" as const, cameraId: "kamera-12" };
    scene.layouts = [
      ...scene.layouts,
      {
        ...layout!,
        id: "pom",
        name: "Pom",
        tiles: layout!.tiles.map((tile) => ({ ...tile, content: other })),
      },
    ];
    await using opened = await desks.desk(scene);
    const { page, core } = opened;
    const layouts = page.getByRole("listbox", { name: texts.layouts });
    await layouts.getByRole("option", { name: /Pom/ }).click();
    const [program, preview] = [texts.onGlass, texts.preview].map((name) =>
      page.getByRole("listbox", { name }).getByRole("option"),
    );
    await preview!.first().click();
    const inspector = page.getByRole("region", { name: "SPBU Mulawarman" });
    await inspector.waitFor();
    expect(await preview!.first().getAttribute("aria-selected")).toBe("true");
    expect(await program!.first().getAttribute("aria-selected")).toBe("false");
    // What outputs report is of the glass.
    expect(await inspector.getByText("Dinding kiri").count()).toBe(0);
    await page.keyboard.press("r");
    await page.getByRole("button", { name: texts.take }).click();
    // With the take it is on the glass, and what is pressed then is for that.
    await expect.poll(() => program!.first().getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("r");
    await expect.poll(() => core.calls.map(({ name }) => name)).toEqual(["take", "startReplay"]);
    expect(core.calls[1]?.params).toEqual({ id: "utama", tileId: "t1" });
    expect(await inspector.count()).toBe(1);
    // Another layout has other tiles. Digits would be a camera's number now.
    await layouts.getByRole("option").nth(1).click();
    await page.getByRole("button", { name: texts.take }).click();
    await expect.poll(() => inspector.count()).toBe(0);
  });

  it("has the state that the outputs of its own wall see", async () => {
    const scene = busyEvening();
    const [wall] = scene.site.walls;
    scene.site.walls.push({ ...wall!, id: "kecil", name: "Dinding kecil" });
    scene.site.viewports.push({ ...scene.site.viewports[0]!, wallId: "kecil", outputId: "layar-2" });
    const [left, right] = scene.outputs;
    right!.state = "connected";
    right!.tiles = [{ ...left!.tiles[0]!, state: "lost" }];
    scene.walls["kecil"] = { ...scene.walls["utama"]!, id: "kecil" };
    await using opened = await desks.desk(scene);
    const { page } = opened;
    const first = page.getByRole("listbox", { name: texts.onGlass }).getByRole("option").first();
    await first.click();
    await page
      .getByRole("region", { name: /Simpang Empat/ })
      .getByText("Dinding kiri")
      .waitFor();
    expect(await first.getAttribute("data-state")).toBe("live");
    await page.getByText("Dinding kecil").click();
    await expect.poll(() => first.getAttribute("data-state")).toBe("lost");
  });
});

describe("cameras and incidents", () => {
  it("takes a removal back from the toast, and says what cannot come back", async () => {
    await using opened = await desks.desk(busyEvening());
    const { page, core } = opened;
    await page
      .getByRole("listbox", { name: texts.cameras })
      .getByRole("option", { name: /Gusher/ })
      .click();
    await page.getByRole("button", { name: texts.inspector.remove }).click();
    await page.getByText(texts.form.removed.replace("{{name}}", "Pasar Gusher, pintu timur")).waitFor();
    await page.getByRole("button", { name: "Batalkan" }).click();
    await expect.poll(() => core.calls.map(({ name }) => name)).toEqual(["removeCamera", "addCamera"]);
    expect(core.calls[1]?.body).toMatchObject({
      id: "kamera-2",
      name: "Pasar Gusher, pintu timur",
      streams: [{ role: "main", username: "dinding" }, { role: "sub" }],
    });
  });

  it("gives a camera that comes back to those whose backup it was, but for one that has another by then", async () => {
    const scene = busyEvening();
    const [, gusher, ...others] = scene.cameras;
    if (gusher === undefined) throw new Error("a camera");
    scene.cameras = scene.cameras.map((camera, index) => ({
      ...camera,
      ...([3, 4].includes(index) && { backupCameraId: gusher.id }),
      // Of its login nothing but the device's is stored.
      ...(index === 1 && {
        onvif: { url: "http://10.20.30.2/onvif/device_service", hasCredentials: true },
        streams: camera.streams.map((stream) => ({ ...stream, hasCredentials: false })),
      }),
    }));
    scene.answers = { addCamera: gusher, editCamera: others[1] };
    await using opened = await desks.desk(scene);
    const { page, core } = opened;
    await page
      .getByRole("listbox", { name: texts.cameras })
      .getByRole("option", { name: /Gusher/ })
      .click();
    await page.getByRole("button", { name: texts.inspector.remove }).click();
    await page.getByText(texts.form.removed.replace("{{name}}", gusher.name)).waitFor();
    // As the store does it; and somebody has found another backup for one of them.
    core.scene.cameras = core.scene.cameras.map((camera) => {
      const { backupCameraId: _, ...rest } = camera;
      return camera.id === "kamera-5" ? { ...rest, backupCameraId: "kamera-1" } : rest;
    });
    await page.getByRole("button", { name: "Batalkan" }).click();
    await page.getByText(texts.form.restored.replace("{{name}}", gusher.name)).waitFor();
    await page.getByText(texts.form.restoredNoLogin).waitFor();
    expect(core.calls.map(({ name }) => name)).toEqual(["removeCamera", "addCamera", "editCamera"]);
    expect(core.calls[2]).toMatchObject({
      params: { id: "kamera-4" },
      body: { backupCameraId: gusher.id },
    });
  });

  it("edits under If-Match, and tells of another's change without losing what was typed", async () => {
    await using opened = await desks.desk(busyEvening());
    const { page, core } = opened;
    await page
      .getByRole("listbox", { name: texts.cameras })
      .getByRole("option", { name: /Gusher/ })
      .click();
    await page.keyboard.press("e");
    const name = page.getByLabel(texts.form.name, { exact: true });
    await name.fill("Pasar Gusher, pintu barat");
    core.refuseNext("editCamera", { status: 412, kind: "preconditionFailed", detail: "diubah" });
    await page.getByRole("button", { name: "Simpan" }).click();
    await page.getByRole("alert").getByText(texts.form.changedMeanwhile).waitFor();
    expect(await name.inputValue()).toBe("Pasar Gusher, pintu barat");
    expect(core.calls).toMatchObject([
      { name: "editCamera", ifMatch: '"7"', body: { name: "Pasar Gusher, pintu barat", group: "Pasar" } },
    ]);
    const body = JSON.stringify(core.calls[0]?.body);
    expect(body).not.toContain("password");
  });

  it("puts a refused address beside its field", async () => {
    await using opened = await desks.desk(busyEvening());
    const { page, core } = opened;
    await page.keyboard.press("n");
    await page.getByLabel(texts.form.name, { exact: true }).fill("Baru");
    await page.getByLabel(texts.form.main).fill("htp://salah");
    core.refuseNext("addCamera", {
      status: 400,
      kind: "invalid",
      detail: "streams.0.url tidak sesuai",
      errors: [{ field: "streams.0.url", detail: "skema htp tidak dikenal" }],
    });
    await page.getByRole("button", { name: "Simpan" }).click();
    await page.getByText("skema htp tidak dikenal").waitFor();
    expect(await page.getByLabel(texts.form.main).getAttribute("aria-invalid")).toBe("true");
  });

  it("acknowledges an incident, and takes that back", async () => {
    await using opened = await desks.desk(busyEvening());
    const { page, core } = opened;
    await page.getByRole("button", { name: texts.incidents.acknowledge }).first().click();
    await expect.poll(() => core.scene.incidents[0]?.status).toBe("acknowledged");
    await page.getByRole("button", { name: "Batalkan" }).click();
    await expect.poll(() => core.scene.incidents[0]?.status).toBe("open");
  });
});

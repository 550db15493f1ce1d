import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { OnvifAddressInput } from "../../../src/protocol/onvif.ts";
import { newFolder, opened } from "./folders.ts";

const streams = [
  { role: "main" as const, url: "rtsp://10.0.0.7/live", username: "ana", password: "kunci-aliran" },
];
const camera = (onvif: OnvifAddressInput) => ({ id: "k", name: "K", streams, onvif });

describe("the ONVIF address of a camera", () => {
  it("comes back without its password, which stands nowhere on the disk", async () => {
    const data = newFolder();
    const store = await opened(data);
    const { value } = await store.cameras.add(
      camera({ url: "http://10.0.0.7:8000/onvif/device_service", username: "oni", password: "kunci-alat" }),
    );
    expect(value.onvif).toEqual({
      url: "http://10.0.0.7:8000/onvif/device_service",
      username: "oni",
      hasCredentials: true,
    });
    expect(await store.cameras.device("k")).toEqual({
      url: "http://10.0.0.7:8000/onvif/device_service",
      username: "oni",
      password: "kunci-alat",
    });
    for (const name of readdirSync(data)) {
      const file = join(data, name);
      expect(readFileSync(file).includes("kunci-alat"), name).toBe(false);
    }
  });

  it("loses the login that was typed into it, percent-decoded, and gets the usual path", async () => {
    const store = await opened(newFolder());
    const { value } = await store.cameras.add(camera({ url: "http://oni:a%40b-50%@10.0.0.7" }));
    expect(value.onvif).toEqual({
      url: "http://10.0.0.7/onvif/device_service",
      username: "oni",
      hasCredentials: true,
    });
    expect((await store.cameras.device("k"))?.password).toBe("a@b-50%");
  });

  it("takes the stream's login on the same host, and never sends it to another", async () => {
    const store = await opened(newFolder());
    await store.cameras.add(camera({ url: "http://10.0.0.7/onvif/device_service" }));
    expect(await store.cameras.device("k")).toMatchObject({ username: "ana", password: "kunci-aliran" });
    await store.cameras.edit("k", { onvif: { url: "http://10.0.0.8/onvif/device_service" } }, null);
    expect(await store.cameras.device("k")).toMatchObject({ username: null, password: null });
  });

  it.each([
    ["http://10.0.0.7/other", "kunci"],
    ["http://10.0.0.8/onvif/device_service", null],
    ["https://10.0.0.7/onvif/device_service", null],
    ["http://10.0.0.7:81/onvif/device_service", null],
  ])("keeps its password beside %s: %s", async (url, kept) => {
    const store = await opened(newFolder());
    await store.cameras.add(
      camera({ url: "http://10.0.0.7/onvif/device_service", username: "oni", password: "kunci" }),
    );
    await store.cameras.edit("k", { onvif: { url, username: "oni" } }, null);
    expect((await store.cameras.device("k"))?.password).toBe(kept);
  });

  it("stays with a change of something else, goes with null, and goes with the camera", async () => {
    const store = await opened(newFolder());
    await store.cameras.add(camera({ url: "http://10.0.0.7" }));
    expect((await store.cameras.edit("k", { name: "Lain" }, null)).value.onvif).toBeDefined();
    expect((await store.cameras.edit("k", { onvif: null }, null)).value.onvif).toBeUndefined();
    await store.cameras.edit("k", { onvif: { url: "http://10.0.0.7" } }, null);
    await store.cameras.remove("k", null);
    await expect(store.cameras.device("k")).rejects.toMatchObject({ kind: "notFound" });
    const { value } = await store.cameras.add({ id: "k", name: "K", streams });
    expect(value.onvif).toBeUndefined();
  });

  it.each(["rtsp://10.0.0.7/x", "10.0.0.7", "http://", "file:///etc/passwd"])("is not %s", async (url) => {
    const store = await opened(newFolder());
    await expect(store.cameras.add(camera({ url }))).rejects.toMatchObject({
      kind: "invalid",
      detail: { field: "onvif.url" },
    });
    expect(await store.cameras.list()).toEqual([]);
  });
});

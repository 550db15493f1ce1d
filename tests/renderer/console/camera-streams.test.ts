import { describe, expect, it } from "vitest";
import type { StreamInput } from "../../../src/protocol/camera.ts";
import { shownFields, type StreamFields, streamsOf } from "../../../src/renderer/console/camera-streams.ts";
import { newFolder, opened } from "../../main/store/folders.ts";

/** A camera in a real store after its form was saved with `changes`, its logins as the core opens them. */
async function saved(streams: StreamInput[], changes: Partial<StreamFields>) {
  const store = await opened(newFolder());
  const { value } = await store.cameras.add({ name: "Gerbang", streams });
  const fields = { ...shownFields(value), ...changes };
  await store.cameras.edit(value.id, { name: "Gerbang 2", streams: streamsOf(fields, value) }, null);
  const addresses = await store.cameras.addresses();
  return addresses.map(({ stream, url, username, password, transport }) => ({
    ...{ stream, url, username, password, transport },
  }));
}

const two: StreamInput[] = [
  { role: "main", url: "rtsp://10.0.0.5/main", username: "a", password: "pa" },
  { role: "sub", url: "rtsp://10.0.0.6/sub", username: "b", password: "pb", transport: "udp" },
];
const main = { stream: "main", url: "rtsp://10.0.0.5/main", username: "a", password: "pa", transport: "tcp" };
const sub = { stream: "sub", url: "rtsp://10.0.0.6/sub", username: "b", password: "pb", transport: "udp" };

describe("saving the form of a camera", () => {
  it("keeps a password without a user, as SRT has it", async () => {
    const srt: StreamInput = { role: "main", url: "srt://10.0.0.9:9000?passphrase=geheim1234" };
    expect(await saved([srt], {})).toMatchObject([{ username: null, password: "geheim1234" }]);
  });

  it("keeps each stream's own login and transport where none was changed", async () => {
    expect(await saved(two, {})).toEqual([main, sub]);
    expect(await saved(two, { main: "rtsp://10.0.0.5/other " })).toEqual([
      { ...main, url: "rtsp://10.0.0.5/other" },
      sub,
    ]);
  });

  it("gives both streams what was changed, and leaves them the rest", async () => {
    expect(await saved(two, { transport: "http" })).toEqual([
      { ...main, transport: "http" },
      { ...sub, transport: "http" },
    ]);
    const login = { username: "c", password: "pc" };
    expect(await saved(two, login)).toEqual([
      { ...main, ...login },
      { ...sub, ...login },
    ]);
    expect(await saved(two, { password: "new" })).toMatchObject([
      { username: "a", password: "new" },
      { username: "a", password: "new" },
    ]);
  });

  it("takes the login away with its user name, and with the stream", async () => {
    expect(await saved(two, { username: " " })).toMatchObject([
      { username: null, password: null },
      { username: null, password: null },
    ]);
    expect(await saved(two, { sub: "" })).toEqual([main]);
  });

  it("gives a stream that is new the login of the form", async () => {
    expect(await saved(two.slice(0, 1), { sub: "rtsp://10.0.0.5/sub", password: "pa" })).toMatchObject([
      { username: "a", password: "pa" },
      { username: "a", password: "pa", transport: "tcp" },
    ]);
  });
});

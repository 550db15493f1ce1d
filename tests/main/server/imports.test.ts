import { afterAll, beforeAll, expect, it } from "vitest";
import { cameraSchema } from "../../../src/protocol/camera.ts";
import { importedSchema } from "../../../src/protocol/import.ts";
import { type RunningCore, startHere } from "./core.ts";

let core: RunningCore;
beforeAll(async () => {
  core = await startHere();
});
afterAll(() => core.stop());

const send = (body: object, language = "en") =>
  core.ask("POST", "/api/cameras/import", {
    ...{ token: core.tokens.technician, body },
    headers: { "accept-language": language },
  });
const cameras = async () =>
  (await core.ask("GET", "/api/cameras", { token: core.tokens.viewer })).as(cameraSchema.array());

const text = "nama;alamat\nGerbang;rtsp://ana:s3cr3t@10.0.0.7/1\nTaman;gopher://x/1\nTanpa;\n";

it("tells each line in the language of who asks, and keeps everything out where one is refused", async () => {
  const english = (await send({ format: "csv", text, dryRun: false })).as(importedSchema);
  expect(english.applied).toBe(false);
  expect(english.rows.map(({ where, outcome, reason }) => [where, outcome, reason?.field])).toEqual([
    ["2", "added", undefined],
    ["3", "refused", "main.url"],
    ["4", "refused", "main.url"],
  ]);
  expect(english.rows[2]?.reason?.detail).toBe("the address is missing");
  const answer = await send({ format: "csv", text, dryRun: true }, "id");
  expect(answer.as(importedSchema).rows.map(({ reason }) => reason?.detail ?? "")).toEqual([
    "",
    expect.stringMatching(/^alamat dimulai dengan rtsp:/),
    "alamatnya tidak ada",
  ]);
  expect(answer.text).not.toContain("s3cr3t");
  expect((await cameras()).some(({ name }) => name === "Gerbang")).toBe(false);
});

it.each([
  ["id", "nama;alamat;id\nA;rtsp://h/1;Pintu Satu\n", "id", /^huruf kecil, angka/],
  ["sub.url", "nama;alamat;kecil\nA;rtsp://h/1;udp://h\n", "sub.url", /^portanya tidak ada/],
  ["number", "nama;alamat;nomor\nA;rtsp://h/1;100000\n", "number", /^100000 bukan bilangan dari 1 sampai/],
  ["onvif.url", "nama;alamat;onvif\nA;rtsp://h/1;ftp://h\n", "onvif.url", /^alamat dimulai dengan http/],
])(
  "refuses a wrong %s in Indonesian, with the field as its row calls it",
  async (_, given, field, detail) => {
    const { rows } = (await send({ format: "csv", text: given, dryRun: true }, "id")).as(importedSchema);
    expect(rows.map(({ reason }) => reason)).toEqual([{ field, detail: expect.stringMatching(detail) }]);
  },
);

it("names the columns of a table in the language of who asks", async () => {
  const refused = { format: "csv", text: "nama;alamat;warna\nA;rtsp://h/1;merah\n", dryRun: true };
  expect((await send(refused, "id")).problem().errors?.[0]?.detail).toContain(
    "nama, nomor, kelompok, utama, kecil",
  );
  expect((await send(refused)).problem().errors?.[0]?.detail).toContain("name, number, group, main, sub");
});

it("takes the rest over where that is asked for, and the picture plane knows it", async () => {
  const done = (await send({ format: "csv", text, dryRun: false, skipRefused: true })).as(importedSchema);
  expect(done.applied).toBe(true);
  expect(await cameras()).toContainEqual({
    ...{ id: "gerbang", name: "Gerbang", number: expect.any(Number) },
    streams: [{ role: "main", url: "rtsp://10.0.0.7/1", username: "ana", hasCredentials: true }],
  });
});

it("refuses a file that is none with its field", async () => {
  const answer = await send({ format: "frigate", text: "cameras: [", dryRun: true });
  expect(answer.status).toBe(400);
  expect(answer.problem().errors).toEqual([{ field: "text", detail: expect.stringContaining("YAML") }]);
  expect((await send({ format: "csv", text: "x".repeat(2_000_001), dryRun: true })).status).toBe(400);
  expect((await send({ format: "csv", text: "x".repeat(5_000_000), dryRun: true })).status).toBe(413);
});

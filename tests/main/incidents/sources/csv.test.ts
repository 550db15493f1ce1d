import { appendFileSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { hear } from "./city.ts";

function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), "dinding-csv-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string, agoS = 30) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    const at = Date.now() / 1000 - agoS;
    utimesSync(path, at, at);
    return path;
  };
  const fields = {
    externalId: "No",
    text: "{Jenis} di {Lokasi}",
    lat: "Lintang",
    lon: "Bujur",
    occurredAt: "Waktu",
  };
  return { folder, write, adapter: { kind: "csv", folder, mapping: { fields } } };
}

const head = "No;Jenis;Lokasi;Lintang;Bujur;Waktu\n";

it("reads whole files, once each until they change, and waits for those that are being written", async () => {
  const { write, adapter } = newFolder();
  write("b.csv", `${head}2;Banjir;"Simpang; Empat";3,31;117,6;22/11/2026 08:30\n`, 20);
  write("a.csv", `\uFEFF${head}1;Macet;Pasar;3,3;117,6;22/11/2026 08.00\n`, 30);
  const half = write("c.csv", `${head}3;Keba`, 5);
  write("catatan.txt", "bukan tabel");
  const first = await hear(adapter);
  expect(first.reports.map(({ externalId }) => externalId)).toEqual(["1", "2"]);
  expect(first.reports[1]?.fields).toMatchObject({
    ...{ text: "Banjir di Simpang; Empat", location: { lat: 3.31, lon: 117.6 } },
    occurredAt: "2026-11-22T01:30:00.000Z",
  });
  appendFileSync(half, "karan;Gudang;3,3;117,7;22/11/2026 09:00\n");
  const second = await hear(adapter, { cursor: first.cursor });
  expect(second.reports.map(({ fields }) => fields?.text)).toEqual(["Kebakaran di Gudang"]);
  expect((await hear(adapter, { cursor: second.cursor })).batches).toEqual([]);
});

it("takes a file without a last newline when nobody has written to it for a minute", async () => {
  const { write, adapter } = newFolder();
  write("a.csv", `${head}1;Macet;Pasar;3,3;117,6;22/11/2026 08:00`, 61);
  expect((await hear(adapter)).reports).toHaveLength(1);
});

it("says which file is no table and reads the others, and fails where there is no folder", async () => {
  const { write, adapter, folder } = newFolder();
  write("a.csv", `${head}1;"Macet`.concat(";x".repeat(40_000), "\n"));
  write("b.csv", `${head}2;Macet;Pasar;3,3;117,6;22/11/2026 08:00\n`);
  const { reports, remarks } = await hear(adapter);
  expect(reports.map(({ externalId }) => externalId)).toEqual(["2"]);
  expect(remarks).toEqual(["a.csv : it is no table that can be read"]);
  await expect(hear({ ...adapter, folder: join(folder, "tidak-ada") })).rejects.toMatchObject({
    kind: "fileMissing",
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFile } from "../../../src/main/imports/read.ts";
import { isRemark, type Remark, sayRemark } from "../../../src/main/imports/remarks.ts";
import { type ImportFormat, importFormatSchema } from "../../../src/protocol/import.ts";
import { FairWatch } from "../../fixtures/fair-watch.ts";

/** The cameras of a file by where they stand; what is refused as its kind and field. */
function read(format: ImportFormat, text: string): Record<string, unknown> {
  const entries = readFile(format, text);
  if (isRemark(entries)) return { file: `${entries.kind} ${Object.values(entries.detail).join(" ")}`.trim() };
  return Object.fromEntries(
    entries.map(({ where, camera }) => [where, isRemark(camera) ? `${camera.kind} ${camera.field}` : camera]),
  );
}

describe("CSV", () => {
  it("knows its headings in both languages, with semicolons, quotes and a byte order mark", () => {
    const text =
      '\uFEFFNama;Kelompok;Alamat;Kecil;Pengguna;"Kata sandi";Lintang;Bujur;Arah\r\n' +
      '"Simpang ""Lima"";utara";Jalan;rtsp://10.0.0.7/1;rtsp://10.0.0.7/2;ana;" a;b ";3,3;117,6;90\r\n' +
      "\r\n;;;;;;;;\r\n" +
      "Dermaga;;rtsp://10.0.0.8/1;;;;;;\r\n";
    expect(read("csv", text)).toEqual({
      "2": {
        name: 'Simpang "Lima";utara',
        group: "Jalan",
        location: { lat: 3.3, lon: 117.6, heading: 90 },
        streams: [
          { role: "main", url: "rtsp://10.0.0.7/1", username: "ana", password: " a;b " },
          { role: "sub", url: "rtsp://10.0.0.7/2", username: "ana", password: " a;b " },
        ],
      },
      "5": { name: "Dermaga", streams: [{ role: "main", url: "rtsp://10.0.0.8/1" }] },
    });
  });

  it("knows commas and tabs, every column, and fields over several lines", () => {
    expect(read("csv", 'id,name,url,transport,onvif\na-1,"A\nB",rtsp://h/1,UDP,http://h')).toEqual({
      "3": {
        ...{ id: "a-1", name: "A\nB", onvif: { url: "http://h" } },
        streams: [{ role: "main", url: "rtsp://h/1", transport: "udp" }],
      },
    });
    expect(read("csv", "name\tmain\nA\trtsp://h/1")).toEqual({
      "2": { name: "A", streams: [{ role: "main", url: "rtsp://h/1" }] },
    });
  });

  it.each([
    ["a name that is missing", "name,main\n,rtsp://h/1", "noName name"],
    ["an address that is missing", "name,main\nA,", "noAddress main.url"],
    ["a field too few", "name,main,sub\nA,rtsp://h/1", "ragged "],
    ["half a place", "name,main,lat,lon\nA,rtsp://h/1,3,", "noLongitude location.lon"],
    ["a place off the earth", "name,main,lat,lon\nA,rtsp://h/1,3,181", "badNumber location.lon"],
    ["a number that is none", "name,main,lat,lon\nA,rtsp://h/1,0x3,1", "badNumber location.lat"],
    ["another transport", "name,main,transport\nA,rtsp://h/1,pigeon", "badChoice transport"],
    ["a name too long", `name,main\n${"x".repeat(121)},rtsp://h/1`, "tooLong name"],
  ])("refuses %s, and that line alone", (_, text, refusal) => {
    expect(read("csv", `${text}\n`)).toEqual({ "2": refusal });
  });

  it.each([
    ["a column that is not known", "name,main,colour\nA,rtsp://h/1,red", /^columnUnknown colour/],
    ["two columns for one thing", "name,nama,main\nA,A,rtsp://h/1", /^columnTwice name nama/],
    ["no column for the address", "name,group\nA,B", /^columnMissing main/],
    ["an open quote", 'name,main\n"A,rtsp://h/1', /^unreadableAt CSV CSV_QUOTE_NOT_CLOSED 2/],
    ["nothing", " \n ", /^(empty|columnUnknown|columnMissing)/],
    ["headings alone", "name,main\n", /^empty/],
  ])("refuses as a whole a file with %s", (_, text, refusal) => {
    expect(read("csv", text)).toEqual({ file: expect.stringMatching(refusal) });
  });

  it("refuses the second of two with one name or id", () => {
    const text = "id,name,main\na,A,rtsp://h/1\n,a,rtsp://h/2\na,B,rtsp://h/3\n";
    expect(read("csv", text)).toMatchObject({ "3": "twice name", "4": "twice id" });
  });

  it("takes any table that was quoted by the rules back as it was", () => {
    const cell = fc.string({ minLength: 1, maxLength: 30, unit: "grapheme" }).map((text) => `x${text}x`);
    fc.assert(
      fc.property(
        fc.uniqueArray(cell, { minLength: 1, maxLength: 8, selector: (one) => one.toLowerCase() }),
        fc.constantFrom(",", ";", "\t"),
        (names, mark) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const text = [
            ["name", "main"].join(mark),
            ...names.map((name, at) => [quoted(name), quoted(`rtsp://h/${at}`)].join(mark)),
          ].join("\r\n");
          const entries = readFile("csv", text);
          if (isRemark(entries)) throw new Error(entries.kind);
          expect(entries.map(({ camera }) => (isRemark(camera) ? camera.kind : camera.name))).toEqual(names);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("M3U", () => {
  it("takes names and groups, and the path where there is no name", () => {
    const text =
      "#EXTM3U\r\n" +
      '#EXTINF:-1 tvg-id="1" group-title="Pasar, kota",Pasar Gusher, utara\r\nrtsp://ana:k@10.0.0.7/gusher\r\n' +
      "#EXTVLCOPT:rtsp-tcp\r\n#EXTINF:0,Dermaga\r\n#EXTGRP:Laut\r\n\r\nrtsp://10.0.0.8/1\r\n" +
      '#EXTINF:-1 tvg-name="Bandara",\r\nrtsp://10.0.0.9/1\r\nrtsp://10.0.0.10/live/taman\r\n';
    expect(read("m3u", text)).toMatchObject({
      "3": {
        name: "Pasar Gusher, utara",
        group: "Pasar, kota",
        streams: [{ url: "rtsp://ana:k@10.0.0.7/gusher" }],
      },
      "8": { name: "Dermaga", group: "Laut" },
      "10": { name: "Bandara" },
      "11": { name: "taman" },
    });
  });

  it("calls nothing by a login that stands in its path", () => {
    const addresses = [
      "rtsp://10.0.0.5:554/user=admin&password=s3cret&channel=1&stream=0.sdp",
      "rtsp://10.0.0.5:554/user=admin_password=s3cret_channel=2_stream=0.sdp",
      "http://10.0.0.6/password=s3cret",
      "rtsp://admin:s3cret@10.0.0.7",
      "gopher://admin:s3cret@10.0.0.8/password=s3cret",
    ];
    const found = read("m3u", addresses.join("\n"));
    expect(found).toMatchObject({
      "1": { name: "10.0.0.5 channel=1&stream=0.sdp" },
      "2": { name: "10.0.0.5 channel=2_stream=0.sdp" },
      "3": { name: "10.0.0.6" },
      "4": { name: "10.0.0.7" },
      "5": "noName name",
    });
  });

  it("is refused where it is empty", () => {
    expect(read("m3u", "#EXTM3U\n# nothing\n")).toEqual({ file: "empty" });
  });
});

describe("YAML", () => {
  it("with a key twice is refused, at the line of the second, but for what is merged", () => {
    expect(read("go2rtc", "streams:\n  a: rtsp://h/1\n  b: rtsp://h/2\n  a: rtsp://h/3\n")).toEqual({
      file: "unreadableAt YAML DUPLICATE_KEY 4",
    });
    const merged = "x: &x {c: rtsp://h/1}\ny: &y {d: rtsp://h/2}\nstreams:\n  <<: *x\n  <<: *y\n";
    expect(Object.keys(read("go2rtc", merged))).toEqual(["streams.c", "streams.d"]);
  });

  it("of many keys is read in proportion to them", () => {
    const keys = (count: number) => Array.from({ length: count }, (_, at) => `  k${at}_sub: rtsp://h/${at}`);
    const cost = (count: number) => {
      const watch = new FairWatch();
      expect(read("go2rtc", `streams:\n${keys(count).join("\n")}\n`)).toEqual({
        file: `tooMany ${count} 2000`,
      });
      return watch.until();
    };
    cost(2_500);
    const [few, many] = [cost(2_500), cost(12_500)];
    console.info(`2,500 keys ${Math.round(few)} ms, 12,500 keys ${Math.round(many)} ms`);
    // Five times as many; where each was compared with each, ten times as long and more.
    expect(many).toBeLessThan(few * 7 + 100);
  });

  it("that is too much to read at once is refused unread", () => {
    const watch = new FairWatch();
    const flow = `streams: {${Array.from({ length: 100_000 }, (_, at) => `k${at}: 1`).join(", ")}}`;
    for (const text of [flow, "a:\n".repeat(300_000), "[".repeat(500_000)])
      expect(read("frigate", text)).toMatchObject({ file: expect.stringMatching(/^tooMuch \d+ 60000$/) });
    expect(read("frigate", "[".repeat(50_000))).toMatchObject({ file: expect.stringMatching(/^unreadable/) });
    expect(watch.until()).toBeLessThan(3_000);
  });
});

describe("go2rtc", () => {
  it("takes the first source that can be opened, and the sub stream that is named so", () => {
    const text = `
api: {listen: ":1984"}
streams:
  gerbang:
    - rtsp://ana:k%40@10.0.0.7/main#backchannel=0#timeout=30
    - ffmpeg:gerbang#audio=opus
  gerbang_sub: rtsp://ana:k%40@10.0.0.7/sub
  taman: rtsp://10.0.0.8/1
  lepas_sub: rtsp://10.0.0.9/1
`;
    const found = read("go2rtc", text);
    expect(Object.keys(found)).toEqual(["streams.gerbang", "streams.taman", "streams.lepas_sub"]);
    expect(found["streams.gerbang"]).toEqual({
      name: "gerbang",
      streams: [
        { role: "main", url: "rtsp://ana:k%40@10.0.0.7/main" },
        { role: "sub", url: "rtsp://ana:k%40@10.0.0.7/sub" },
      ],
    });
    const entries = readFile("go2rtc", text);
    if (isRemark(entries)) throw new Error(entries.kind);
    expect(entries[0]?.notes.map((note) => sayRemark(note, "en"))).toEqual([
      "not taken over: ffmpeg:gerbang",
    ]);
  });

  it.each([
    ["exec:ffmpeg -i x -f rtsp {output}", "runsProgram main.url"],
    ["echo:python3 url.py", "runsProgram main.url"],
    ["EXEC:rm -rf /", "runsProgram main.url"],
    ["ffmpeg:other#video=h264", "madeFromOther main.url"],
    [["rtsp://ana:$", "{CAM_PASS}@10.0.0.7/1"].join(""), "placeholder main.url"],
    ["", "noAddress main.url"],
  ])("refuses %s and runs nothing", (source, refusal) => {
    expect(read("go2rtc", `streams:\n  a: ${JSON.stringify(source)}\n`)).toEqual({ "streams.a": refusal });
  });

  it.each([
    ["streams: [", /^unreadableAt YAML \w+ 1/],
    ["- a\n- b", /^noList/],
    ["streams:", /^empty/],
    [`a: &a [x,x,x,x,x,x,x,x,x]\n${bomb()}streams: *i`, /^(repeating|empty)/],
  ])("refuses as a whole %j", (text, refusal) => {
    expect(read("go2rtc", text)).toEqual({ file: expect.stringMatching(refusal) });
  });
});

/** Nine lists of nine of the list before: a billion texts. */
function bomb(): string {
  return "b c d e f g h i"
    .split(" ")
    .map(
      (name, at) =>
        `${name}: &${name} [${Array.from({ length: 9 }, () => `*${"abcdefgh"[at]}`).join(",")}]\n`,
    )
    .join("");
}

describe("Frigate", () => {
  it("takes the input that records as main and the one that detects as sub, by the go2rtc within it", () => {
    const text = `
go2rtc:
  streams:
    gerbang: [ "rtsp://ana:k@10.0.0.7/main", "ffmpeg:gerbang#audio=aac" ]
cameras:
  gerbang:
    friendly_name: Gerbang Utama
    ffmpeg:
      inputs:
        - path: rtsp://10.0.0.7/sub
          roles: [detect]
        - path: rtsp://127.0.0.1:8554/gerbang?video=copy
          input_args: preset-rtsp-restream
          roles: [record, audio]
  taman:
    ffmpeg: {inputs: [{path: rtsp://10.0.0.8/1, roles: [detect, record]}]}
  lama:
    ffmpeg: {inputs: [{path: "rtsp://u:{FRIGATE_RTSP_PASSWORD}@10.0.0.9/1", roles: [detect]}]}
  kosong: {detect: {enabled: false}}
`;
    expect(read("frigate", text)).toEqual({
      "cameras.gerbang": {
        name: "Gerbang Utama",
        streams: [
          { role: "main", url: "rtsp://ana:k@10.0.0.7/main" },
          { role: "sub", url: "rtsp://10.0.0.7/sub" },
        ],
      },
      "cameras.taman": { name: "taman", streams: [{ role: "main", url: "rtsp://10.0.0.8/1" }] },
      "cameras.lama": "placeholder main.url",
      "cameras.kosong": "noAddress main.url",
    });
    const entries = readFile("frigate", text);
    if (isRemark(entries)) throw new Error(entries.kind);
    const missing = entries.map(({ camera }) => camera).filter((camera) => isRemark(camera));
    expect(missing.map((one) => sayRemark(one, "id"))[0]).toContain("{FRIGATE_RTSP_PASSWORD}");
  });
});

describe("any file", () => {
  it.each(importFormatSchema.options)(
    "of %s is read or refused with a sentence, whatever stands in it",
    (format) => {
      const piece = fc.oneof(
        fc.string({ maxLength: 20, unit: "binary" }),
        fc.constantFrom(
          "name,main\n",
          "streams:\n",
          "cameras:\n",
          " - ",
          ": ",
          "&a ",
          "*a ",
          '"',
          "\n",
          "<<: *a\n",
          "rtsp://u:rahasia@h/1",
          '#EXTINF:-1 group-title="',
          "!!js/function ",
          "__proto__: x\n",
          "\uFEFF",
        ),
      );
      const said = (remark: Remark) => {
        for (const language of ["id", "en"] as const) {
          const text = sayRemark(remark, language);
          expect(text).not.toContain("{problem}");
          expect(text).not.toContain("rahasia@");
        }
      };
      fc.assert(
        fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
          const entries = readFile(format, pieces.join(""));
          if (isRemark(entries)) said(entries);
          else for (const { camera } of entries) if (isRemark(camera)) said(camera);
          expect(Object.hasOwn(Object.prototype, "streams")).toBe(false);
        }),
        { numRuns: 400 },
      );
    },
  );

  it("is refused beyond its number of cameras", () => {
    const lines = Array.from({ length: 2_001 }, (_, at) => `rtsp://10.0.0.7/${at}`);
    expect(read("m3u", lines.join("\n"))).toEqual({ file: "tooMany 2001 2000" });
  });
});

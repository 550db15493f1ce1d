import { describe, expect, test } from "vitest";
import { siteFile } from "../../src/layouts/site-file.ts";
import { SITE_VERSION } from "../../src/layouts/site.ts";
import { presets } from "../../src/layouts/sites/index.ts";
import { readSiteText, SITE_BYTES } from "../../src/protocol/site-reading.ts";
import { languages } from "../../src/protocol/session.ts";

const { site } = presets.pontianak();

/** What is said of a file, a line for each refusal. */
function said(text: string, language: "en" | "id"): string[] {
  const read = readSiteText(text, language);
  return "refusals" in read ? read.refusals.map(({ field, sentence }) => `${field}: ${sentence}`) : [];
}

const bent = (change: object) => JSON.stringify({ ...site, ...change });

describe("the text of a site file", () => {
  test("is read as it was written, with a byte order mark too", () => {
    for (const text of [siteFile(site), `\uFEFF${siteFile(site)}`])
      expect(readSiteText(text, "id")).toEqual({ site: { ...site, version: SITE_VERSION } });
  });

  test.each([
    ['{"id": "x"\n "name": 3}', /line 2, column 2/, /baris 2, kolom 2/],
    ['{"id": x}', /'x' in /, /'x' dalam /],
    ['{"id":', /from its end/, /mulai ujungnya/],
    [bent({ version: 99 }), /^version: .*form 99, .* form 2/, /^version: .*berbentuk 99, .* bentuk 2/],
    [
      bent({ id: "Balai Kota" }),
      /^id: lower-case .*has "Balai Kota"/,
      /^id: huruf kecil.*berkas "Balai Kota"/,
    ],
    [bent({ name: 7 }), /^name: .*expected string.* 7$/, /^name: .*diharapkan string.* 7$/],
    [
      bent({ zone: "WIB" }),
      /^zone: WIB .*Asia\/Jakarta.*\[W13\]/,
      /^zone: WIB bukan.*Asia\/Jakarta.*\[W13\]/,
    ],
    [bent({ zones: "WIB" }), /^zones: no site .* "WIB"/, /^zones: tidak ada situs .* "WIB"/],
    [bent({ rooms: [] }), /^rooms: .*>=1 items; .*list of 0/, /^rooms: .*>=1 item; .*daftar berisi 0/],
    [
      bent({ outputs: [{ ...site.outputs[0], placement: { kind: "tv" } }] }),
      /placement\.kind: .*'window' \| 'display' \| 'remote'; .*"tv"/,
      /placement\.kind: .*"window"\|"display"\|"remote"; .*"tv"/,
    ],
    [
      bent({ viewports: [{ ...site.viewports[0], rotation: 45 }] }),
      /^viewports\.0\.rotation: .*0\|90\|180\|270; .*45$/,
      /^viewports\.0\.rotation: .*0\|90\|180\|270; .*45$/,
    ],
  ])("%# that is none is refused in both languages, with both values", (text, english, indonesian) => {
    const en = said(text, "en");
    const id = said(text, "id");
    expect(en).toContainEqual(expect.stringMatching(english));
    expect(id).toContainEqual(expect.stringMatching(indonesian));
    expect(id).toHaveLength(en.length);
    for (const [index, line] of id.entries()) expect(line).not.toBe(en[index]);
  });

  test("that is longer than a request may be is refused by its length", () => {
    for (const language of languages) {
      const [line] = said(" ".repeat(SITE_BYTES + 1), language);
      expect(line).toContain(String(SITE_BYTES + 1));
      expect(line).toMatch(new RegExp(`${SITE_BYTES}\\D*$`));
    }
  });
});

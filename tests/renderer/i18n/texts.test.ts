import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Texts } from "../../../src/renderer/i18n/bilingual.ts";
import { crewTexts } from "../../../src/renderer/i18n/crew.ts";
import { commonTexts } from "../../../src/renderer/i18n/common.ts";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { incidentPageTexts } from "../../../src/renderer/i18n/incidents.ts";
import { stateTexts } from "../../../src/renderer/i18n/state.ts";
import { technicianTexts } from "../../../src/renderer/i18n/technician.ts";

const pages: Readonly<Record<string, { readonly id: Texts; readonly en: Texts }>> = {
  common: commonTexts,
  console: consoleTexts,
  crew: crewTexts,
  state: stateTexts,
  technician: technicianTexts,
  incidents: incidentPageTexts,
};

function leaves(texts: Texts, path = ""): [key: string, text: string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
}

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([whole]) => whole).toSorted((a, b) => a.localeCompare(b));

const source = globSync("src/renderer/**/*.{ts,tsx}", {
  cwd: fileURLToPath(new URL("../../..", import.meta.url)),
})
  .filter((file) => !file.includes("/i18n/"))
  .map((file) => readFileSync(fileURLToPath(new URL(`../../../${file}`, import.meta.url)), "utf8"))
  .join("\n");

describe.each(Object.keys(pages))("texts of %s", (page) => {
  const { id, en } = pages[page] ?? { id: {}, en: {} };
  const english = new Map(leaves(en));

  it("has the same keys in both languages, none empty", () => {
    expect(leaves(id).map(([key]) => key)).toEqual([...english.keys()]);
    for (const [key, text] of [...leaves(id), ...english]) expect(text.trim(), key).not.toBe("");
  });

  it("has the same values in both sentences", () => {
    for (const [key, text] of leaves(id)) {
      expect(placeholders(text), key).toEqual(placeholders(english.get(key) ?? ""));
    }
  });

  it("is translated: what reads the same is a figure, a name or a word of both languages", () => {
    const shared = new Set([
      "operator",
      "admin",
      "demo",
      "panel",
      "bahasa indonesia",
      "english",
      "tsunami",
      "pin",
    ]);
    for (const [key, text] of leaves(id)) {
      const words = text
        .replace(/\{\{\w+\}\}/g, "")
        .replace(/[^\p{L}]+/gu, " ")
        .trim();
      const figures = /^(?:(?:px|mm|m|km)? ?)*$/u.test(words);
      const address = text.includes("rtsp://");
      if (figures || address || shared.has(text.toLowerCase())) continue;
      expect(english.get(key), key).not.toBe(text);
    }
  });

  it("has no text that no page says", () => {
    for (const [plural] of leaves(id)) {
      const key = plural.replace(/_(one|other)$/, "");
      const prefix = key.slice(0, key.lastIndexOf(".") + 1);
      const said =
        source.includes(`"${key}"`) ||
        (prefix !== "" && source.includes(`\`${prefix}\${`)) ||
        key === "title";
      expect(said, `${page}: ${key}`).toBe(true);
    }
  });
});

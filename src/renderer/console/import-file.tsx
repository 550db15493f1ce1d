import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IMPORT_TEXT, type ImportFormat, importFormatSchema, type ImportRow } from "../../protocol/import.ts";
import { call, useAskAgain } from "../link/queries.ts";
import { FormTrouble } from "../ui/field.tsx";
import { useNotices } from "../ui/toasts.tsx";
import { useAsking } from "./asking.ts";
import { ImportPreview } from "./import-preview.tsx";

/** How many rows came to each outcome. */
export function countsOf(rows: readonly ImportRow[]) {
  const counts = { added: 0, changed: 0, unchanged: 0, refused: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
}

/** The kind that a file's name suggests; a YAML may be of either program. */
function formatOf(name: string): ImportFormat | null {
  if (/\.m3u8?$/i.test(name)) return "m3u";
  if (/\.(csv|tsv|txt)$/i.test(name)) return "csv";
  if (/go2rtc/i.test(name)) return "go2rtc";
  return /frigate/i.test(name) ? "frigate" : null;
}

/** A file of cameras: chosen or pasted, checked by a dry run, and taken over. */
export function ImportFile({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("console");
  const notify = useNotices();
  const askAgain = useAskAgain();
  const check = useAsking<readonly ImportRow[]>(({ fields, message }) => {
    const ofFile = fields.find(({ field }) => field === "text");
    return ofFile === undefined ? message : t("knowing.fileRefused", { detail: ofFile.detail });
  });
  const [format, setFormat] = useState<ImportFormat>("csv");
  const [given, setGiven] = useState("");
  const [fileName, setFileName] = useState("");
  const [skipRefused, setSkipRefused] = useState(false);
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const [applying, setApplying] = useState(false);
  const rows = check.answer;
  const counts = countsOf(rows ?? []);

  async function read(file: File | undefined) {
    if (file === undefined) return;
    const size = (file.size / 1e6).toFixed(1);
    const fits = file.size <= IMPORT_TEXT;
    setTooLarge(fits ? null : t("knowing.tooLarge", { size, most: IMPORT_TEXT / 1e6 }));
    if (!fits) return;
    const read = await file.text();
    setFormat((before) => formatOf(file.name) ?? before);
    setFileName(file.name);
    setGiven(read);
    check.forget();
  }

  async function ask(dryRun: boolean) {
    setApplying(!dryRun);
    await check.ask(async (signal) => {
      const body = { format, text: given, dryRun, skipRefused };
      const { value } = await call("importCameras", { body, signal });
      if (!dryRun && value.applied) {
        const { added, changed } = countsOf(value.rows);
        await askAgain("cameras", "feeds");
        notify({ title: t("knowing.applied", { added, changed }) });
        onDone();
      } else if (!dryRun) notify({ title: t("knowing.notApplied") });
      return value.rows;
    });
    setApplying(false);
  }

  return (
    <>
      <label className="field">
        <span className="field-label">{t("knowing.formatLabel")}</span>
        <select
          className="input"
          value={format}
          disabled={applying}
          onChange={(event) => {
            const chosen = importFormatSchema.safeParse(event.currentTarget.value);
            if (chosen.success) setFormat(chosen.data);
            check.forget();
          }}
        >
          {importFormatSchema.options.map((each) => (
            <option key={each} value={each}>
              {t(`knowing.format.${each}`)}
            </option>
          ))}
        </select>
        <span className="field-hint">{t(`knowing.formatHint.${format}`)}</span>
      </label>
      <div className="acts">
        <label className="button file-choice" data-disabled={applying}>
          {t("knowing.choose")}
          <input
            type="file"
            disabled={applying}
            className="hidden-label"
            onChange={(event) => void read(event.currentTarget.files?.[0])}
          />
        </label>
        <span className="dim">{fileName}</span>
      </div>
      <label className="field">
        <span className="field-label">{t("knowing.paste")}</span>
        <textarea
          className="input import-text"
          rows={5}
          spellCheck={false}
          maxLength={IMPORT_TEXT}
          readOnly={applying}
          value={given}
          onChange={(event) => {
            setGiven(event.currentTarget.value);
            check.forget();
          }}
        />
      </label>
      {tooLarge !== null && <FormTrouble>{tooLarge}</FormTrouble>}
      {check.trouble !== null && <FormTrouble>{check.trouble}</FormTrouble>}
      <div className="acts">
        <button
          type="button"
          className="button"
          disabled={given.trim() === "" || check.busy}
          onClick={() => void ask(true)}
        >
          {t("knowing.check")}
        </button>
        <p className="dim" role="status">
          {check.busy && (applying ? t("knowing.applying") : t("knowing.checking"))}
          {rows !== null && t("knowing.summary", counts)}
        </p>
      </div>
      {rows !== null && (
        <>
          <ImportPreview rows={rows} />
          {counts.refused > 0 && (
            <label className="tick">
              <input
                type="checkbox"
                checked={skipRefused}
                onChange={(event) => setSkipRefused(event.currentTarget.checked)}
              />
              {t("knowing.skip")}
            </label>
          )}
          <button
            type="button"
            className="button strong"
            disabled={
              check.busy || counts.added + counts.changed === 0 || (counts.refused > 0 && !skipRefused)
            }
            onClick={() => void ask(false)}
          >
            {t("knowing.apply")}
          </button>
        </>
      )}
    </>
  );
}

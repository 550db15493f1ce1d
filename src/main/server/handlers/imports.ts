import type { CameraInput } from "../../../protocol/camera.ts";
import type { ImportRow } from "../../../protocol/import.ts";
import { inWords } from "../../../protocol/detail-words.ts";
import { sentence } from "../../../protocol/sentences.ts";
import type { Language } from "../../../protocol/session.ts";
import type { Entry } from "../../imports/entry.ts";
import { isRemark, sayRemark } from "../../imports/remarks.ts";
import type { ImportOutcome } from "../../store/camera-store.ts";
import type { Handlers } from "../api.ts";
import { InvalidRequest } from "../invalid.ts";
import type { Rooms } from "../rooms.ts";

export function importHandlers({ store, camerasChanged }: Rooms): Pick<Handlers, "importCameras"> {
  return {
    importCameras: async ({ body, language }) => {
      const { format, text, dryRun, skipRefused = false } = body;
      // The readers of four kinds of file are loaded with the first that somebody has.
      const { readFile } = await import("../../imports/read.ts");
      const entries = readFile(format, text);
      if (isRemark(entries))
        throw new InvalidRequest([{ field: "text", detail: sayRemark(entries, language) }]);
      const inputs: CameraInput[] = [];
      const at: (number | null)[] = entries.map(({ camera }) =>
        isRemark(camera) ? null : inputs.push(camera) - 1,
      );
      const { applied, outcomes } = await store.cameras.import(inputs, entries.length - inputs.length, {
        ...{ dryRun, skipRefused },
      });
      if (applied)
        await camerasChanged(
          outcomes.flatMap(({ outcome, cameraId }) =>
            cameraId !== null && (outcome === "added" || outcome === "changed") ? [cameraId] : [],
          ),
        );
      const rows = entries.map((entry, index) => {
        const outcome = outcomes[at[index] ?? -1];
        return rowOf(entry, outcome, language);
      });
      return { body: { applied, rows } };
    },
  };
}

function rowOf(
  { where, name, camera, notes }: Entry,
  outcome: ImportOutcome | undefined,
  language: Language,
): ImportRow {
  const row = { where, name, notes: notes.map((note) => sayRemark(note, language)) };
  if (isRemark(camera) || outcome === undefined) {
    const reason = isRemark(camera)
      ? { field: camera.field, detail: sayRemark(camera, language) }
      : undefined;
    return { ...row, outcome: "refused", changes: [], ...(reason !== undefined && { reason }) };
  }
  const { fault, cameraId } = outcome;
  return {
    ...row,
    outcome: outcome.outcome,
    changes: [...outcome.changes],
    ...(cameraId !== null && { cameraId }),
    ...(fault !== null && {
      reason: {
        field: fieldOf(String(fault.detail["field"] ?? "id"), camera),
        detail:
          fault.kind === "invalid"
            ? inWords(String(fault.detail["problem"] ?? "?"), language)
            : sentence(fault.kind, fault.detail, language),
      },
    }),
  };
}

/** `streams.0.url` as its row calls it: `main.url`. */
function fieldOf(field: string, { streams }: CameraInput): string {
  return field.replace(/^streams\.(\d+)\./, (whole, at: string) => {
    const role = streams[Number(at)]?.role;
    return role === undefined ? whole : `${role}.`;
  });
}

import { useTranslation } from "react-i18next";
import { z } from "zod";
import { geoPointSchema } from "../../layouts/geography.ts";
import { incidentStatusSchema, reporterSchema, severitySchema } from "../../protocol/incident.ts";
import type { IncidentEvent } from "../../protocol/incident-entry.ts";
import { sentence } from "../../protocol/sentences.ts";
import { useSpokenLanguage } from "../i18n/index.ts";
import { useKindWord } from "./kind-word.ts";
import { siteTime } from "./site-time.ts";

const fieldSchema = z.enum([
  ...(["kind", "severity", "text", "description", "place", "location", "area"] as const),
  ...(["occurredAt", "expiresAt", "status", "reporter", "outcome"] as const),
]);

/** The names behind the ids that events carry. */
export interface Names {
  readonly agency: (id: string) => string;
  readonly camera: (id: string) => string;
  readonly wall: (id: string) => string;
}

/** A field of an incident and its values, as people read them. */
export function useFieldWords(zone: string) {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const kindWord = useKindWord();

  function valueWord(field: string, value: unknown): string {
    if (value === null || value === undefined) return t("followup.nothing");
    if (field === "area") return t("followup.area");
    if (field === "location") {
      const point = geoPointSchema.safeParse(value);
      if (point.success) return `${point.data.lat.toFixed(5)}, ${point.data.lon.toFixed(5)}`;
    }
    if (field === "reporter") {
      const reporter = reporterSchema.safeParse(value);
      if (reporter.success) return [reporter.data.name, reporter.data.phone].filter(Boolean).join(", ");
    }
    if (typeof value !== "string") return JSON.stringify(value);
    if (field === "kind") return kindWord(value);
    const severity = severitySchema.safeParse(value);
    if (field === "severity" && severity.success) return common(`severity.${severity.data}`);
    const status = incidentStatusSchema.safeParse(value);
    if (field === "status" && status.success) return t(`followup.statuses.${status.data}`);
    if (field.endsWith("At")) {
      const { date, time, zone: name } = siteTime(Date.parse(value), zone);
      return `${date} ${time} ${name}`;
    }
    return value;
  }

  function fieldWord(field: string): string {
    const known = fieldSchema.safeParse(field);
    return known.success ? t(`followup.fields.${known.data}`) : field;
  }

  return { valueWord, fieldWord };
}

/** What an entry of an incident's course says, a line for each thing that it tells. */
export function useEntrySentence(zone: string, names: Names): (event: IncidentEvent) => string[] {
  const language = useSpokenLanguage();
  const { t } = useTranslation("console");
  const { valueWord, fieldWord } = useFieldWords(zone);
  return (event) => {
    const { kind } = event;
    if (kind === "reported") return [t("followup.event.reported", { source: event.source })];
    if (kind === "changed")
      return event.changes.map(({ field, from, to }) =>
        t("followup.event.changed", {
          ...{ field: fieldWord(field), from: valueWord(field, from), to: valueWord(field, to) },
        }),
      );
    if (kind === "conflict")
      return [t("followup.event.conflict", { fields: event.fields.map(fieldWord).join(", ") })];
    if (kind === "note")
      return [
        event.agencyId === undefined
          ? event.text
          : t("followup.event.noteTo", { agency: names.agency(event.agencyId), text: event.text }),
      ];
    if (kind === "step")
      return [t(event.done ? "followup.event.stepDone" : "followup.event.stepUndone", { step: event.step })];
    if (kind === "crewLink") {
      const agency = names.agency(event.agencyId);
      if (event.change === "ended") return [t("followup.event.linkEnded", { agency })];
      const made = event.sharesReporter ? "linkMadeSharing" : "linkMade";
      return [t(`followup.event.${made}`, { agency })];
    }
    if (kind === "clip") return [t("followup.event.clip", { camera: names.camera(event.cameraId) })];
    if (kind === "clipRemoved")
      return [t("followup.event.clipRemoved", { camera: names.camera(event.cameraId) })];
    if (kind === "noClip") {
      const { cameraId, why, error } = event;
      const camera = cameraId === undefined ? t("followup.event.noClip.nearby") : names.camera(cameraId);
      const reason = error === undefined ? "" : sentence(error.kind, error.detail, language);
      return [`${t(`followup.event.noClip.${why}`, { camera })} ${reason}`.trim()];
    }
    if (kind === "raised") {
      const cameras = event.cameraIds.map(names.camera).join(", ");
      return [t("followup.event.raised", { wall: names.wall(event.wallId), cameras })];
    }
    if (kind === "restored") return [t("followup.event.restored", { wall: names.wall(event.wallId) })];
    if (kind === "sent") return [t("followup.event.sent", { what: event.what })];
    if (kind === "refused")
      return [t("followup.event.refused", { what: event.what, reason: event.error.sentence })];
    if (kind === "joined") return [t("followup.event.joined", { source: event.source, text: event.text })];
    if (kind === "joinedTo" || kind === "split") return [t(`followup.event.${kind}`, { text: event.text })];
    if (kind === "apart")
      return [t(event.apart ? "followup.event.apart" : "followup.event.notApart", { text: event.text })];
    return [t(`followup.event.${kind}`, { agency: names.agency(event.agencyId) })];
  };
}

import { useTranslation } from "react-i18next";
import { mappedFields } from "../../../protocol/field-mapping.ts";
import type { ApiError } from "../../link/api.ts";
import { useNow } from "../../ui/clock.tsx";
import { sinceTime, siteTime } from "../../ui/site-time.ts";

const named = [
  "name",
  "url",
  "callback",
  "windowS",
  "language",
  "leastMagnitude",
  "km",
  "lat",
  "lon",
  "jurisdiction",
  "days",
  "username",
  "headerName",
  "topics",
  "folder",
  "items",
  "zone",
  "endedWords",
  "kinds",
  "severities",
  "everyS",
  "lifetimeMin",
  "secrets",
  "sample",
] as const;

/** What the form calls a field of the body, as `source.adapter.near.km`; the field itself where it has no name there. */
function useFieldLabel(): (field: string) => string {
  const { t } = useTranslation("incidents");
  return (field) => {
    const steps = field.split(".").toReversed();
    const mapped = mappedFields.find((one) => one === steps[0]);
    if (mapped !== undefined && steps[1] === "fields") return t(`sources.mappedField.${mapped}`);
    if (steps[0] === "name" && steps[1] === "login") return t("sources.field.headerName");
    const found = steps.map((step) => named.find((one) => one === step)).find((one) => one !== undefined);
    return found === undefined ? field : t(`sources.field.${found}`);
  };
}

/** What the core says of what was not understood, `4112: severity: …`, with the form's name of the field. */
export function useRefusalWords(): (refusal: string) => string {
  const { t } = useTranslation("incidents");
  return (refusal) =>
    refusal
      .split(": ")
      .map((part, at) => {
        const mapped = at < 2 ? mappedFields.find((one) => one === part) : undefined;
        return mapped === undefined ? part : t(`sources.mappedField.${mapped}`);
      })
      .join(": ");
}

/** A refusal as sentences, each naming its field, what would fit and what was given. */
export function useTroubles(): (error: ApiError) => string[] {
  const label = useFieldLabel();
  return ({ fields, message }) =>
    fields.length === 0 ? [message] : fields.map(({ field, detail }) => `${label(field)}: ${detail}`);
}

/** `14:03:27 WIB` for a time of today, with its date for any other. */
export function useTimeWords(zone: string): (rfc3339: string) => string {
  const now = useNow(60_000);
  return (rfc3339) => `${sinceTime(rfc3339, zone, now)} ${siteTime(Date.parse(rfc3339), zone).zone}`;
}

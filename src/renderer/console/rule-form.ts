import { severities, severitySchema } from "../../protocol/incident.ts";
import type { BodyOf } from "../../protocol/routes.ts";
import { type Rule, rulePrioritySchema } from "../../protocol/rule.ts";

/** A rule as a form holds it: words, each empty where nothing is asked. */
export interface RuleForm {
  readonly name: string;
  readonly enabled: boolean;
  readonly priority: string;
  /** Separated by commas. */
  readonly kinds: string;
  readonly severities: readonly string[];
  readonly sources: string;
  readonly lat: string;
  readonly lon: string;
  readonly radiusM: string;
  readonly from: string;
  readonly until: string;
  readonly days: readonly number[];
  readonly count: string;
  readonly withinM: string;
  readonly wallId: string;
  readonly layoutId: string;
  readonly alert: boolean;
  readonly sound: boolean;
  /** "": until the incident is over. */
  readonly minutes: string;
}

/** A rule in the form; `wallId`: what a new one begins with. */
export function formOf(rule: Rule | null, wallId: string): RuleForm {
  const [place] = rule?.when.places ?? [];
  const circle = place !== undefined && "centre" in place ? place : null;
  const [times] = rule?.when.times ?? [];
  const { cameras, layoutId = "", alert, sound } = rule?.do ?? {};
  return {
    name: rule?.name ?? "",
    enabled: rule?.enabled ?? true,
    priority: rule?.priority ?? "medium",
    kinds: (rule?.when.kinds ?? []).join(", "),
    severities: rule?.when.severities ?? [],
    sources: (rule?.when.sources ?? []).join(", "),
    lat: circle === null ? "" : String(circle.centre.lat),
    lon: circle === null ? "" : String(circle.centre.lon),
    radiusM: circle === null ? "" : String(circle.radiusM),
    from: times?.from ?? "",
    until: times?.until ?? "",
    days: times?.days ?? [],
    count: rule === null ? "2" : String(cameras?.count ?? 0),
    withinM: String(cameras?.withinM ?? 500),
    wallId: cameras?.wallId ?? rule?.do.wallId ?? wallId,
    layoutId,
    alert: rule === null || alert === true,
    sound: rule === null || sound === true,
    minutes: typeof rule?.until === "number" ? String(rule.until) : "",
  };
}

/** Whether a rule asks for more places, times or sources than the form can hold; these stay as they are. */
export function isBeyond({ when }: Rule): { places: boolean; times: boolean } {
  const { places = [], times = [] } = when;
  return { places: places.length > 1 || places.some((one) => "area" in one), times: times.length > 1 };
}

const wordsOf = (text: string): string[] =>
  text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");

/** What the form asks for; `before`: the rule that it changes, whose parts stay that the form has no place for. */
export function inputOf(form: RuleForm, before: Rule | null): BodyOf<"addRule"> {
  const beyond = before === null ? null : isBeyond(before);
  const [kinds, sources] = [wordsOf(form.kinds), wordsOf(form.sources)];
  const chosen = severities.filter((severity) => form.severities.includes(severity));
  const circle = { centre: { lat: Number(form.lat), lon: Number(form.lon) }, radiusM: Number(form.radiusM) };
  const places = beyond?.places ? before?.when.places : form.radiusM === "" ? undefined : [circle];
  const days = form.days.length === 0 ? {} : { days: [...form.days] };
  const hours = { from: form.from || "00:00", until: form.until || "00:00", ...days };
  const asksTime = form.from !== "" || form.until !== "" || form.days.length > 0;
  const times = beyond?.times ? before?.when.times : asksTime ? [hours] : undefined;
  const { wallId } = form;
  const count = Number(form.count);
  return {
    name: form.name,
    enabled: form.enabled,
    order: before?.order ?? 100,
    priority: rulePrioritySchema.catch("medium").parse(form.priority),
    when: {
      ...(kinds.length === 0 ? {} : { kinds }),
      ...(chosen.length === 0 ? {} : { severities: chosen.map((one) => severitySchema.parse(one)) }),
      ...(sources.length === 0 ? {} : { sources }),
      ...(before?.when.sourceIds === undefined ? {} : { sourceIds: before.when.sourceIds }),
      ...(places === undefined ? {} : { places }),
      ...(times === undefined ? {} : { times }),
    },
    do: {
      ...(count > 0 ? { cameras: { count, wallId, withinM: Number(form.withinM) } } : {}),
      ...(form.layoutId === "" ? {} : { layoutId: form.layoutId, wallId }),
      ...(form.alert ? { alert: true as const } : {}),
      ...(form.alert && form.sound ? { sound: true as const } : {}),
    },
    until: form.minutes === "" ? "closed" : Number(form.minutes),
  };
}

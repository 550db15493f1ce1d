import type { FieldMapping, MappedField } from "../../../protocol/field-mapping.ts";
import { mappedFields } from "../../../protocol/field-mapping.ts";
import { severities, type Severity } from "../../../protocol/incident.ts";
import type {
  AdapterKind,
  IncidentSourceInput,
  SourceAdapter,
  StoredSource,
  WebLogin,
} from "../../../protocol/incident-source.ts";

/** A word of the source, and what it means here. */
export interface WordPair {
  readonly word: string;
  readonly means: string;
}

export interface MappingForm {
  readonly items: string;
  readonly fields: Readonly<Partial<Record<MappedField, string>>>;
  readonly kinds: readonly WordPair[];
  readonly severities: readonly WordPair[];
  /** By commas. */
  readonly endedWords: string;
  readonly zone: string;
}

export const loginSchemes = ["none", "basic", "bearer", "header"] as const;

/** A source as its form holds it: texts, each empty where nothing is said; what its kind does not have stays unused. */
export interface SourceForm {
  readonly kind: AdapterKind;
  readonly name: string;
  readonly everyS: string;
  readonly defaultKind: string;
  readonly defaultSeverity: Severity;
  readonly lifetimeMin: string;
  readonly url: string;
  readonly login: (typeof loginSchemes)[number];
  readonly username: string;
  readonly headerName: string;
  /** "": as it is stored. */
  readonly secret: string;
  readonly windowS: string;
  readonly callback: string;
  /** Of a webhook: its messages are not of our own form. */
  readonly mapped: boolean;
  readonly language: string;
  readonly leastMagnitude: string;
  readonly nearLat: string;
  readonly nearLon: string;
  /** "": wherever it is. */
  readonly nearKm: string;
  readonly jurisdiction: string;
  readonly days: string;
  readonly serviceKinds: readonly WordPair[];
  /** One a line. */
  readonly topics: string;
  readonly folder: string;
  readonly mapping: MappingForm;
}

export const BMKG_FOLDER = "https://data.bmkg.go.id/DataMKG/TEWS/";

const emptyMapping: MappingForm = {
  ...{ items: "", fields: {}, kinds: [], severities: [], endedWords: "", zone: "" },
};

/** What a new source of this kind begins with. */
export function newForm(kind: AdapterKind): SourceForm {
  return {
    ...{ kind, name: kind === "bmkg" ? "BMKG" : "", everyS: kind === "cap" ? "120" : "60" },
    ...{ defaultKind: "other", defaultSeverity: "medium", lifetimeMin: "" },
    ...{ url: kind === "bmkg" ? BMKG_FOLDER : "", login: "none", username: "", headerName: "", secret: "" },
    ...{ windowS: "300", callback: "", mapped: false, language: "id" },
    ...{ leastMagnitude: kind === "bmkg" ? "4" : "0", nearLat: "", nearLon: "", nearKm: "" },
    ...{ jurisdiction: "", days: "7", serviceKinds: [], topics: "", folder: "", mapping: emptyMapping },
  };
}

const pairsOf = (words: Readonly<Record<string, string>> | undefined): WordPair[] =>
  Object.entries(words ?? {}).map(([word, means]) => ({ word, means }));

function mappingFormOf(mapping: FieldMapping | undefined): MappingForm {
  if (mapping === undefined) return emptyMapping;
  return {
    ...{ items: mapping.items ?? "", fields: mapping.fields, zone: mapping.zone ?? "" },
    ...{ kinds: pairsOf(mapping.kinds), severities: pairsOf(mapping.severities) },
    endedWords: (mapping.endedWords ?? []).join(", "),
  };
}

function loginFormOf(login: WebLogin | undefined): Pick<SourceForm, "login" | "username" | "headerName"> {
  if (login === undefined) return { login: "none", username: "", headerName: "" };
  return {
    login: login.scheme,
    username: login.scheme === "basic" ? login.username : "",
    headerName: login.scheme === "header" ? login.name : "",
  };
}

/** A stored source in its form. */
export function formOf({ name, adapter, everyS, defaults }: StoredSource): SourceForm {
  const common: SourceForm = {
    ...{ ...newForm(adapter.kind), name, everyS: String(everyS), defaultKind: defaults.kind },
    ...{ defaultSeverity: defaults.severity, lifetimeMin: String(defaults.lifetimeMin ?? "") },
    ...("url" in adapter ? { url: adapter.url } : {}),
    ...("mapping" in adapter ? { mapping: mappingFormOf(adapter.mapping) } : {}),
    ...("login" in adapter ? loginFormOf(adapter.login) : {}),
  };
  switch (adapter.kind) {
    case "webhook":
      return {
        ...{ ...common, windowS: String(adapter.windowS), callback: adapter.callback ?? "" },
        mapped: adapter.mapping !== undefined,
      };
    case "cap":
      return { ...common, language: adapter.language };
    case "bmkg":
      return {
        ...{ ...common, leastMagnitude: String(adapter.leastMagnitude) },
        ...{ nearLat: String(adapter.near?.lat ?? ""), nearLon: String(adapter.near?.lon ?? "") },
        nearKm: String(adapter.near?.km ?? ""),
      };
    case "open311":
      return {
        ...{ ...common, jurisdiction: adapter.jurisdiction ?? "", days: String(adapter.days) },
        serviceKinds: pairsOf(adapter.kinds),
      };
    case "mqtt":
      return { ...common, username: adapter.username ?? "", topics: adapter.topics.join("\n") };
    case "csv":
      return { ...common, folder: adapter.folder };
    case "geojson":
    case "json":
    default:
      return common;
  }
}

const listOf = (text: string, between: RegExp): string[] =>
  text
    .split(between)
    .map((one) => one.trim())
    .filter((one) => one !== "");

const kindsOf = (pairs: readonly WordPair[]): Record<string, string> | undefined => {
  const said = pairs.filter(({ word, means }) => word.trim() !== "" && means !== "");
  return said.length === 0
    ? undefined
    : Object.fromEntries(said.map(({ word, means }) => [word.trim(), means]));
};

function severitiesOf(pairs: readonly WordPair[]): Record<string, Severity> | undefined {
  const said = pairs.flatMap(({ word, means }) => {
    const severity = severities.find((one) => one === means);
    return severity === undefined || word.trim() === "" ? [] : [[word.trim(), severity] as const];
  });
  return said.length === 0 ? undefined : Object.fromEntries(said);
}

export function mappingOf(form: MappingForm): FieldMapping {
  const fields: Partial<Record<MappedField, string>> = {};
  for (const field of mappedFields) {
    const place = form.fields[field]?.trim() ?? "";
    if (place !== "") fields[field] = place;
  }
  const [items, zone] = [form.items.trim(), form.zone.trim()];
  const [kinds, ranks] = [kindsOf(form.kinds), severitiesOf(form.severities)];
  const endedWords = listOf(form.endedWords, /,/);
  return {
    ...{ fields, ...(items === "" ? {} : { items }), ...(zone === "" ? {} : { zone }) },
    ...(kinds === undefined ? {} : { kinds }),
    ...(ranks === undefined ? {} : { severities: ranks }),
    ...(endedWords.length === 0 ? {} : { endedWords }),
  };
}

function loginOf({ login, username, headerName }: SourceForm): WebLogin | undefined {
  if (login === "basic") return { scheme: "basic", username: username.trim() };
  if (login === "bearer") return { scheme: "bearer" };
  return login === "header" ? { scheme: "header", name: headerName.trim() } : undefined;
}

function adapterOf(form: SourceForm): SourceAdapter {
  const login = loginOf(form);
  const web = { url: form.url.trim(), ...(login === undefined ? {} : { login }) };
  const mapping = mappingOf(form.mapping);
  switch (form.kind) {
    case "webhook": {
      const callback = form.callback.trim();
      return {
        ...{ kind: "webhook", windowS: Number(form.windowS), ...(form.mapped ? { mapping } : {}) },
        ...(callback === "" ? {} : { callback }),
      };
    }
    case "cap":
      return { kind: "cap", ...web, language: form.language.trim() };
    case "bmkg": {
      const near = { lat: Number(form.nearLat), lon: Number(form.nearLon), km: Number(form.nearKm) };
      return {
        ...{ kind: "bmkg", url: web.url, leastMagnitude: Number(form.leastMagnitude) },
        ...(form.nearKm === "" ? {} : { near }),
      };
    }
    case "open311": {
      const [jurisdiction, kinds] = [form.jurisdiction.trim(), kindsOf(form.serviceKinds)];
      return {
        ...{ kind: "open311", ...web, days: Number(form.days) },
        ...(jurisdiction === "" ? {} : { jurisdiction }),
        ...(kinds === undefined ? {} : { kinds }),
      };
    }
    case "geojson":
    case "json":
      return { kind: form.kind, ...web, mapping };
    case "mqtt": {
      const username = form.username.trim();
      return {
        ...{ kind: "mqtt", url: web.url, topics: listOf(form.topics, /\n/), mapping },
        ...(username === "" ? {} : { username }),
      };
    }
    case "csv":
    default:
      return { kind: form.kind, folder: form.folder.trim(), mapping };
  }
}

/** What the form asks for; `enabled` as it is, for pausing is an act of its own. */
export function inputOf(form: SourceForm, enabled: boolean): IncidentSourceInput {
  return {
    ...{ name: form.name.trim(), enabled, adapter: adapterOf(form), everyS: Number(form.everyS) },
    defaults: {
      ...{ kind: form.defaultKind, severity: form.defaultSeverity },
      ...(form.lifetimeMin === "" ? {} : { lifetimeMin: Number(form.lifetimeMin) }),
    },
    ...(form.secret === "" ? {} : { secrets: [form.secret] }),
  };
}

/** Whether fields are read by a mapping. */
export const isMapped = ({ kind, mapped }: SourceForm): boolean =>
  kind === "webhook" ? mapped : kind === "geojson" || kind === "json" || kind === "mqtt" || kind === "csv";

/** Whether it comes by itself, and is tried with a sample; MQTT can be listened to instead. */
export const isSent = ({ kind }: SourceForm): boolean => kind === "webhook" || kind === "mqtt";

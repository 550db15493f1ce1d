import type { AdapterKind, AdapterOf, SourceAdapter } from "../../../protocol/incident-source.ts";
import type { Adapter, ReadyAdapter } from "./adapter.ts";
import { cap } from "./adapters/cap.ts";
import { geojson } from "./adapters/geojson.ts";
import { json } from "./adapters/json.ts";

/** What is read by the thread; a webhook's sender comes to the door by itself. */
type ReadKind = Exclude<AdapterKind, "webhook">;
type Listed = {
  readonly [Kind in ReadKind]: { readonly listens: boolean; readonly read: Adapter<AdapterOf<Kind>> };
};

/** All that there are. */
const adapters: Listed = {
  cap: { listens: false, read: cap },
  geojson: { listens: false, read: geojson },
  json: { listens: false, read: json },
};

type ReadAdapter = Extract<SourceAdapter, { kind: ReadKind }>;

export function isRead(config: SourceAdapter): config is ReadAdapter {
  return config.kind !== "webhook";
}

/** The adapter of these settings. */
export function adapterOf(config: SourceAdapter): ReadyAdapter {
  if (!isRead(config)) throw new Error("a webhook is not read");
  return ready(config.kind, config);
}

function ready<Kind extends ReadKind>(kind: Kind, config: AdapterOf<Kind>): ReadyAdapter {
  const { listens, read } = adapters[kind];
  return { listens, read: (run) => read(config, run) };
}

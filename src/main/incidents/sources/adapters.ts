import type { AdapterOf, SourceAdapter } from "../../../protocol/incident-source.ts";
import { type Adapter, isRead, type ReadKind, type ReadyAdapter } from "./adapter.ts";
import { bmkg } from "./adapters/bmkg.ts";
import { cap } from "./adapters/cap.ts";
import { csv } from "./adapters/csv.ts";
import { geojson } from "./adapters/geojson.ts";
import { json } from "./adapters/json.ts";
import { mqtt } from "./adapters/mqtt.ts";
import { open311 } from "./adapters/open311.ts";

type Listed = {
  readonly [Kind in ReadKind]: { readonly listens: boolean; readonly read: Adapter<AdapterOf<Kind>> };
};

/** All that there are; with what they read by, so that the thread alone loads this file. */
const adapters: Listed = {
  bmkg: { listens: false, read: bmkg },
  cap: { listens: false, read: cap },
  csv: { listens: false, read: csv },
  geojson: { listens: false, read: geojson },
  json: { listens: false, read: json },
  mqtt: { listens: true, read: mqtt },
  open311: { listens: false, read: open311 },
};

/** The adapter of these settings. */
export function adapterOf(config: SourceAdapter): ReadyAdapter {
  if (!isRead(config)) throw new Error("a webhook is not read");
  return ready(config.kind, config);
}

function ready<Kind extends ReadKind>(kind: Kind, config: AdapterOf<Kind>): ReadyAdapter {
  const { listens, read } = adapters[kind];
  return { listens, read: (run) => read(config, run) };
}

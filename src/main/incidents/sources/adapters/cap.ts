import { z } from "zod";
import type { AdapterOf } from "../../../../protocol/incident-source.ts";
import { asFault, Fault } from "../../../base/fault.ts";
import { parseXml, type Xml } from "../../../base/xml.ts";
import type { Adapter, Run } from "../adapter.ts";
import type { Seen } from "../asking/asker.ts";
import { readAlert } from "../cap/alert.ts";
import { entriesOf, type FeedEntry } from "../cap/feed.ts";
import { seenSchema } from "./pages.ts";

/** Alerts that are fetched in one run; what is left of a longer feed follows in the next. */
const MOST_FETCHED = 200;
const MOST_MARKS = 400_000;

const cursorSchema = z.object({
  seen: seenSchema,
  /** Alerts that were read, by their address, each as the feed marked it: what was issued is never changed. */
  read: z.record(z.string(), z.string()),
});

/**
 * Alerts of CAP 1.2 by a feed of Atom or RSS. An alert that its feed does not name any more is not over by that: it
 * expires, or is cancelled. One that cannot be had is asked for again, and keeps no other from being read.
 */
export const cap: Adapter<AdapterOf<"cap">> = async ({ url, login, language }, run) => {
  const before = cursorSchema.safeParse(run.cursor).data ?? { seen: null, read: {} };
  const answer = await run.ask({ url, login, wanted: "xml", seen: before.seen });
  if (answer.body === null) return;
  const entries = entriesOf(xmlOf(answer.body, url), url);
  if (entries === null) throw notUnderstood(url, "it is no feed of Atom or RSS and no alert");
  const state: State = {
    before: before.read,
    read: {},
    fetched: 0,
    failed: null,
    left: false,
    seen: answer.seen,
  };
  // The oldest first, so that an alert comes before what changes it.
  for (const entry of entries.toReversed()) await readEntry(entry, { url, login, language }, run, state);
  // Asked again in full where something is left to be had.
  const complete = state.failed === null && !state.left;
  await run.keep({ seen: complete ? state.seen : null, read: state.read });
  if (state.failed !== null) throw state.failed;
};

interface State {
  readonly before: Readonly<Record<string, string>>;
  readonly read: Record<string, string>;
  readonly seen: Seen | null;
  fetched: number;
  failed: Fault | null;
  left: boolean;
}

async function readEntry(
  entry: FeedEntry,
  { url, login, language }: Pick<AdapterOf<"cap">, "url" | "login" | "language">,
  run: Run,
  state: State,
): Promise<void> {
  const key = entry.url ?? "";
  let { alert } = entry;
  if (alert === null) {
    if (entry.url === null) return;
    if (state.before[key] === entry.mark) {
      state.read[key] = entry.mark;
      return;
    }
    if (state.fetched >= MOST_FETCHED) {
      state.left = true;
      return;
    }
    state.fetched += 1;
    try {
      const own = new URL(entry.url).origin === new URL(url).origin;
      const answer = await run.ask({ url: entry.url, wanted: "xml", ...(own ? { login } : {}) });
      alert = answer.body === null ? null : xmlOf(answer.body, entry.url);
    } catch (error) {
      const fault = asFault(error);
      if (run.signal.aborted || fault.kind === "internal" || fault.kind === "askedToWait") throw error;
      await run.take({ report: null, remarks: [{ where: entry.url, field: "", problem: fault.message }] });
      // What is gone will not come back; anything else is tried again.
      if (fault.kind !== "notThere" && fault.kind !== "notUnderstood") state.failed ??= fault;
      return;
    }
  }
  if (alert === null) return;
  for (const item of readAlert(alert, language, run.reading)) await run.take(item);
  if (entry.url !== null) state.read[key] = entry.mark;
}

function xmlOf(body: Uint8Array, url: string): Xml {
  const text = new TextDecoder(encodingOf(body)).decode(body);
  const root = parseXml(text, { mostMarks: MOST_MARKS, whole: true });
  if (root === null) throw notUnderstood(url, "its answer is no whole XML");
  return root;
}

/** As the declaration says (XML 1.0, 4.3.3), where that is one that is known; else UTF-8. */
function encodingOf(body: Uint8Array): string {
  const head = Buffer.from(body.subarray(0, 200)).toString("latin1");
  const [, named = "utf-8"] = /^\s*<\?xml[^>]*encoding=["']([\w.-]+)["']/.exec(head) ?? [];
  return /^(?:iso-8859-1|windows-1252|us-ascii|utf-16)$/i.test(named) ? named : "utf-8";
}

function notUnderstood(url: string, problem: string): Fault {
  return new Fault("notUnderstood", { host: new URL(url).hostname, problem });
}

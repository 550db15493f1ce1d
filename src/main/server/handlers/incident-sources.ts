import { inWords } from "../../../protocol/detail-words.ts";
import type { IncidentSourceInput, SourceTrial } from "../../../protocol/incident-source.ts";
import type { Language } from "../../../protocol/session.ts";
import type { TrialResult } from "../../incidents/sources/messages.ts";
import { trySample } from "../../incidents/sources/sample.ts";
import { newSecret } from "../../incidents/sources/webhook/signature.ts";
import { Fault } from "../../base/fault.ts";
import type { Handlers } from "../api.ts";
import { matching } from "../match.ts";
import type { Rooms } from "../rooms.ts";

type SourceHandlers = Pick<
  Handlers,
  | "listIncidentSources"
  | "addIncidentSource"
  | "tryIncidentSource"
  | "getIncidentSource"
  | "editIncidentSource"
  | "removeIncidentSource"
  | "rotateSourceSecret"
>;

export function incidentSourceHandlers({ store, sources }: Rooms): SourceHandlers {
  const kept = store.incidentSources;
  const versionOf = (id: string) => async () => (await kept.get(id)).version;

  async function tried(
    { reports, count, refused, remarks, aheadMs, answer }: TrialResult,
    {
      source,
      storedId,
      language,
    }: { source: IncidentSourceInput; storedId: string | null; language: Language },
  ): Promise<SourceTrial> {
    const outcomes = await store.incidents.tryReceive(storedId, source.name, reports);
    return {
      ...{ count, refused },
      reports: reports.flatMap((report, at) => {
        const became = outcomes[at];
        if (became === undefined) return [];
        const { outcome, incidentId } = became;
        return [{ report, outcome, ...(incidentId === null ? {} : { incidentId }) }];
      }),
      remarks: remarks.map(({ where, field, problem }) => ({
        where,
        field,
        detail: inWords(problem, language),
      })),
      ...(aheadMs === null ? {} : { clockAheadMs: Math.round(aheadMs) }),
      ...(answer === null ? {} : { answer }),
    };
  }

  return {
    listIncidentSources: async ({ language }) => ({
      body: (await kept.list()).map(({ value }) => sources.seen(value, language)),
    }),
    getIncidentSource: async ({ id, language }) => {
      const { value, version } = await kept.get(id);
      return { body: sources.seen(value, language), version };
    },
    addIncidentSource: async ({ body, language }) => {
      const made = body.adapter.kind === "webhook" && body.secrets === undefined ? newSecret() : null;
      const { value, version } = await kept.add(made === null ? body : { ...body, secrets: [made] });
      await sources.load();
      const seen = sources.seen(value, language);
      return {
        body: made === null ? seen : { ...seen, secret: made },
        ...{ version, location: `/api/incident-sources/${value.id}` },
      };
    },
    editIncidentSource: async ({ id, body, ifMatch, language }) => {
      const { value, version } = await matching(ifMatch, "source", versionOf(id), (expected) =>
        kept.edit(id, body, expected),
      );
      await sources.load();
      return { body: sources.seen(value, language), version };
    },
    removeIncidentSource: async ({ id, ifMatch }) => {
      await matching(ifMatch, "source", versionOf(id), (expected) => kept.remove(id, expected));
      await sources.load();
      return { body: null };
    },
    rotateSourceSecret: async ({ id }) => {
      const { value, version } = await kept.get(id);
      if (value.adapter.kind !== "webhook")
        throw new Fault("invalid", { field: "id", problem: "only a webhook's secret is made here" });
      const secret = newSecret();
      const before = sources.find(id)?.runnable.secrets[0];
      await kept.edit(id, { secrets: before === undefined ? [secret] : [secret, before] }, version);
      await sources.load();
      return { body: { secret } };
    },
    tryIncidentSource: async ({ body, language, signal }) => {
      const { source, sourceId: storedId = null, sample } = body;
      if (storedId !== null) await kept.get(storedId);
      const result =
        sample === undefined
          ? await sources.try(source, storedId, signal)
          : trySample(source, sources.readingOf(source), sample);
      return { body: await tried(result, { source, storedId, language }) };
    },
  };
}

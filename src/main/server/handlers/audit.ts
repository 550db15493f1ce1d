import type { AuditChain, AuditEntry, AuditQuery } from "../../../protocol/audit.ts";
import { AUDIT_CHAIN_HEADER } from "../../../protocol/routes/audit.ts";
import { auditCsv, auditJsonLines, chainWords } from "../../audit/audit-file.ts";
import type { Handlers } from "../api.ts";
import { MediaContent } from "../media.ts";
import type { Rooms } from "../rooms.ts";

type AuditHandlers = Pick<Handlers, "listAudit" | "checkAudit" | "auditTable" | "auditLines">;

export function auditHandlers({ audit }: Pick<Rooms, "audit">): AuditHandlers {
  async function file(
    query: AuditQuery,
    ending: "csv" | "jsonl",
    write: (entries: readonly AuditEntry[], more: boolean, chain: AuditChain) => Uint8Array,
  ) {
    const { entries, more } = await audit.all(query);
    const chain = await audit.chain();
    const headers = {
      "content-disposition": `attachment; filename="audit.${ending}"`,
      [AUDIT_CHAIN_HEADER]: chainWords(chain),
    };
    return { body: new MediaContent(write(entries, more, chain), headers) };
  }

  return {
    listAudit: async ({ query: { before, limit, ...query } }) => ({
      body: await audit.page(query, before, limit),
    }),
    checkAudit: async () => ({ body: await audit.chain() }),
    auditTable: ({ query }) => file(query, "csv", auditCsv),
    auditLines: ({ query }) => file(query, "jsonl", auditJsonLines),
  };
}

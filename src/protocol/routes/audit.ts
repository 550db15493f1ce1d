import { auditChainSchema, auditPageQuerySchema, auditPageSchema, auditQuerySchema } from "../audit.ts";
import { route, withQuery } from "./route.ts";

const CHAIN = "Whether every entry still follows from the one before it, and the hash of the newest";
export const AUDIT_CHAIN_HEADER = "x-dinding-audit-chain";

/** Who did what. Entries are added, and never changed. */
export const auditRoutes = {
  listAudit: withQuery(
    route("GET", "/api/audit", "admin", "Who did what, newest first", null, 200, auditPageSchema),
    auditPageQuerySchema,
  ),
  checkAudit: route("GET", "/api/audit/chain", "admin", CHAIN, null, 200, auditChainSchema),
  auditTable: withQuery(
    route("GET", "/api/audit/table", "admin", "Who did what, as CSV (RFC 4180), oldest first", null, 200, {
      ...{ media: "text/csv; charset=utf-8; header=present", ranges: false },
      headers: { "content-disposition": "The name of the file", [AUDIT_CHAIN_HEADER]: CHAIN },
    }),
    auditQuerySchema,
  ),
  auditLines: withQuery(
    route(
      "GET",
      "/api/audit/lines",
      "admin",
      "Who did what, a JSON object a line, oldest first; the last line tells of the chain",
      null,
      200,
      {
        ...{ media: "application/jsonl; charset=utf-8", ranges: false },
        headers: { "content-disposition": "The name of the file", [AUDIT_CHAIN_HEADER]: CHAIN },
      },
    ),
    auditQuerySchema,
  ),
} as const;

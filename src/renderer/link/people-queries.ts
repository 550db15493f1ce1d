import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { AccountFace, ApiToken, Favourites, SignedInFace } from "../../protocol/account.ts";
import type { AuditQuery } from "../../protocol/audit.ts";
import type { ReplyOf } from "../../protocol/routes.ts";
import type { Me } from "../../protocol/me.ts";
import { call, SLOW_POLL_MS, usePolled } from "./queries.ts";

export const useMe = (): UseQueryResult<Me> =>
  usePolled(["me"], (signal) => call("me", { signal }), SLOW_POLL_MS);

/** Everybody who may come in, for an admin. */
export const useAccounts = (): UseQueryResult<AccountFace[]> =>
  usePolled(["accounts"], (signal) => call("listAccounts", { signal }), SLOW_POLL_MS);

/** The cameras that one keeps at hand, by the account's name; null asks for none. */
export const useFavourites = (account: string | null): UseQueryResult<Favourites> =>
  useQuery({
    queryKey: ["favourites", account],
    enabled: account !== null,
    queryFn: async ({ signal }) => (await call("favourites", { signal })).value,
    refetchInterval: SLOW_POLL_MS,
  });

export const useSessions = (): UseQueryResult<SignedInFace[]> =>
  usePolled(["sessions"], (signal) => call("listSessions", { signal }), SLOW_POLL_MS);

export const useApiTokens = (): UseQueryResult<ApiToken[]> =>
  usePolled(["tokens"], (signal) => call("listTokens", { signal }), SLOW_POLL_MS);

/** Who did what, newest first; `before`: entries before that one. */
export const useAudit = (
  query: AuditQuery,
  before: number | undefined,
): UseQueryResult<ReplyOf<"listAudit">> =>
  usePolled(
    ["audit", JSON.stringify(query), String(before)],
    (signal) => call("listAudit", { query: { ...query, before, limit: 100 }, signal }),
    SLOW_POLL_MS,
  );

import type { Identity } from "../../access/access.ts";
import { hashOf } from "../../access/token.ts";
import { Fault } from "../../base/fault.ts";
import type { Handlers } from "../api.ts";
import { addressOf, type Caller, fromOf } from "../caller.ts";
import type { ApiRequest } from "../request.ts";
import type { Rooms } from "../rooms.ts";
import { callerName } from "./caller-name.ts";

type AccountHandlers = Pick<
  Handlers,
  | "listAccounts"
  | "addAccount"
  | "editAccount"
  | "removeAccount"
  | "editMe"
  | "favourites"
  | "putFavourites"
  | "changePassword"
  | "changePin"
  | "lockDesk"
  | "unlockDesk"
  | "listSessions"
  | "endSession"
  | "listTokens"
  | "addToken"
  | "removeToken"
>;

/** Whose things somebody gets to: an admin everybody's (null), anybody else their own. */
const reachOf = (request: { readonly caller: Caller | null }) =>
  request.caller?.role === "admin" ? null : callerName(request);

/** The session of a person who signed in. Faults with `ofPeople`. */
function ownSession({ caller }: { readonly caller: Caller | null }): Identity & { readonly token: string } {
  if (caller === null || caller.token === null || caller.kind !== "person") throw new Fault("ofPeople");
  return { ...caller, token: caller.token };
}

export function accountHandlers({ access, presences }: Pick<Rooms, "access" | "presences">): AccountHandlers {
  const { accounts, tokens } = access;
  return {
    listAccounts: async () => ({ body: await accounts.list() }),
    addAccount: async ({ body }) => {
      const made = await accounts.add(body);
      return { body: made, location: `/api/accounts/${encodeURIComponent(made.name)}` };
    },
    editAccount: async ({ id, body }) => ({ body: await accounts.edit(id, body) }),
    removeAccount: async ({ id }) => {
      await accounts.remove(id);
      return { body: null };
    },
    editMe: async (request) => ({ body: await accounts.edit(ownSession(request).name, request.body) }),
    favourites: async (request) => {
      const cameraIds = await accounts.favourites(ownSession(request).name);
      // What is none of theirs any more is told by nobody.
      return { body: { cameraIds: cameraIds.filter((id) => request.sight.sees("camera", id)) } };
    },
    putFavourites: async (request) => {
      await accounts.keepFavourites(ownSession(request).name, request.body.cameraIds);
      return { body: request.body };
    },
    changePassword: async (request: ApiRequest<"changePassword">) => {
      const { name } = ownSession(request);
      const { password, newPassword } = request.body;
      const from = fromOf(request.asking);
      await accounts.changePassword(name, password, newPassword, from.address);
      const session = await access.signInAnew(name, from);
      return { body: session, cookie: session.token };
    },
    changePin: async (request) => {
      const { name } = ownSession(request);
      const { password, pin } = request.body;
      await accounts.changePin(name, password, pin, addressOf(request.asking.remoteAddress));
      return { body: null };
    },
    lockDesk: async (request) => {
      const { token } = ownSession(request);
      await access.lock(token);
      // Whoever unlocks it says again that they are there.
      presences.ended([hashOf(token)]);
      return { body: null };
    },
    unlockDesk: async (request) => {
      await access.unlock(ownSession(request).token, request.body.pin);
      return { body: null };
    },
    listSessions: async (request) => ({
      body: await access.sessions(reachOf(request), request.caller?.token ?? null),
    }),
    endSession: async (request) => {
      await access.endSession(request.id, reachOf(request));
      return { body: null };
    },
    listTokens: async (request) => ({ body: await tokens.list(reachOf(request)) }),
    addToken: async (request) => {
      const { token, made } = await tokens.make(request.body, ownSession(request));
      return { body: { token, made }, location: `/api/tokens/${made.id}` };
    },
    removeToken: async (request) => {
      await tokens.revoke(request.id, reachOf(request));
      return { body: null };
    },
  };
}

import { Fault } from "../../base/fault.ts";
import type { Handlers } from "../api.ts";
import { type Caller, fromOf, isLocalVisitor } from "../caller.ts";
import type { Rooms } from "../rooms.ts";

type SessionHandlers = Pick<Handlers, "health" | "setUp" | "signIn" | "signOut" | "me">;

export function sessionHandlers({ access, demo }: Rooms): SessionHandlers {
  /** Whoever signs in at a desk ends the session that was open there: nobody finds it behind theirs. */
  async function leave(caller: Caller | null): Promise<void> {
    if (caller !== null && caller.token !== null && caller.by !== "bearer" && caller.kind === "person")
      await access.signOut(caller.token);
  }

  return {
    health: () => ({ body: { status: "ok" } }),
    setUp: async ({ body, asking }) => {
      // Whoever reaches the core over the network must not be the one who takes it.
      if (!isLocalVisitor(asking)) throw new Fault("forbidden", { needed: "admin", role: "nobody" });
      const session = await access.setUp(body.password, fromOf(asking));
      return { body: session, cookie: session.token };
    },
    signIn: async ({ body, asking, caller }) => {
      const session = await access.signIn(body, fromOf(asking));
      await leave(caller);
      return { body: session, cookie: session.token };
    },
    signOut: async ({ caller }) => {
      if (caller !== null && caller.token !== null) await access.signOut(caller.token);
      return { body: null, cookie: null };
    },
    me: async ({ caller, asking }) => {
      const isPerson = caller !== null && caller.outputIds === null;
      const signedIn = caller?.kind === "person" && caller.by !== "demo";
      const account = signedIn ? await access.accounts.find(caller.name) : null;
      return {
        body: {
          name: caller?.name ?? null,
          // The session of an output page opens none of the pages that ask this.
          role: isPerson ? caller.role : null,
          demo,
          needsAdmin: isLocalVisitor(asking) && (await access.needsAdmin()),
          language: account?.language ?? null,
          scope: isPerson ? caller.scope : null,
          hasAccount: account !== null,
          hasPin: account?.hasPin ?? false,
          lockAfterMinutes: account?.lockAfterMinutes ?? null,
          simple: account?.simple ?? false,
          locked: caller?.locked ?? false,
        },
      };
    },
  };
}

import { Fault } from "../../base/fault.ts";
import type { Handlers } from "../api.ts";
import { isLocalVisitor } from "../caller.ts";
import type { Rooms } from "../rooms.ts";

type SessionHandlers = Pick<Handlers, "health" | "setUp" | "signIn" | "signOut" | "me">;

/** `signedOut` is told the token of every session that was ended. */
export function sessionHandlers(
  { access, demo }: Rooms,
  signedOut: (token: string) => void,
): SessionHandlers {
  return {
    health: () => ({ body: { status: "ok" } }),
    setUp: async ({ body, asking }) => {
      // Whoever reaches the core over the network must not be the one who takes it.
      if (!isLocalVisitor(asking)) throw new Fault("forbidden", { needed: "admin", role: "nobody" });
      const session = await access.setUp(body.password);
      return { body: session, cookie: session.token };
    },
    signIn: async ({ body, asking }) => {
      const session = await access.signIn(body, asking.remoteAddress ?? "?");
      return { body: session, cookie: session.token };
    },
    signOut: async ({ caller }) => {
      if (caller !== null && caller.token !== null) {
        await access.signOut(caller.token);
        signedOut(caller.token);
      }
      return { body: null, cookie: null };
    },
    me: async ({ caller, asking }) => ({
      body: {
        name: caller?.name ?? null,
        // The session of an output page opens none of the pages that ask this.
        role: caller?.outputIds === null ? caller.role : null,
        demo,
        needsAdmin: isLocalVisitor(asking) && (await access.needsAdmin()),
      },
    }),
  };
}

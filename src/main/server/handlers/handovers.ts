import { randomUUID } from "node:crypto";
import type { Signature } from "../../../protocol/handover.ts";
import { allows, type Role } from "../../../protocol/role.ts";
import type { Clock } from "../../base/clock.ts";
import { Fault } from "../../base/fault.ts";
import type { Handlers } from "../api.ts";
import { type Caller, fromOf } from "../caller.ts";
import type { Rooms } from "../rooms.ts";
import type { ApiRequest } from "../request.ts";
import { openMatters } from "./open-matters.ts";

type HandoverHandlers = Pick<
  Handlers,
  "openMatters" | "listHandovers" | "getHandover" | "handOver" | "takeOver"
>;

/** Handovers that are listed: a month of three shifts a day. */
const LISTED = 93;

export function handoverHandlers(rooms: Rooms, clock: Clock): HandoverHandlers {
  const { store, access } = rooms;
  const signed = (name: string, role: Role): Signature => ({
    ...{ name, role, at: new Date(clock.now()).toISOString() },
  });
  const callerOf = ({ caller }: { readonly caller: Caller | null }): Caller => {
    if (caller === null) throw new Fault("unauthenticated");
    return caller;
  };

  /** Who signs: by a password of their own, or as who is signed in. */
  async function signer(request: ApiRequest<"takeOver">): Promise<Pick<Signature, "name" | "role">> {
    const { name, password } = request.body;
    if (name === undefined && password === undefined) return callerOf(request);
    if (name === undefined || password === undefined)
      throw new Fault("invalid", {
        field: name === undefined ? "name" : "password",
        problem: "a name and its password are given together",
      });
    // As strict, and as slow to guess at, as any sign-in; the desk stays whose it is.
    const { token, role } = await access.signIn({ name, password }, fromOf(request.asking));
    await access.signOut(token);
    return { name, role };
  }

  return {
    openMatters: async () => ({ body: await openMatters(rooms, clock.now()) }),
    listHandovers: async () => ({ body: await store.handovers.list(LISTED) }),
    getHandover: async ({ id }) => ({ body: await store.handovers.get(id) }),
    handOver: async (request) => {
      const { name, role } = callerOf(request);
      const body = await store.handovers.add({
        ...{ id: randomUUID(), ...request.body, from: signed(name, role) },
        matters: await openMatters(rooms, clock.now()),
      });
      return { body, location: `/api/handovers/${body.id}` };
    },
    takeOver: async (request) => {
      const { id } = request;
      const { from } = await store.handovers.get(id);
      const { name, role } = await signer(request);
      if (name === from.name)
        throw new Fault("invalid", {
          field: "name",
          problem: `${name} handed this shift over; somebody else takes it over`,
        });
      if (!allows(role, "operator")) throw new Fault("forbidden", { needed: "operator", role });
      return { body: await store.handovers.takeOver(id, signed(name, role)) };
    },
  };
}

import { randomUUID } from "node:crypto";
import type { Signature } from "../../../protocol/handover.ts";
import { allows, type Role } from "../../../protocol/role.ts";
import type { Proof, Signer } from "../../access/signing.ts";
import type { Clock } from "../../base/clock.ts";
import { Fault } from "../../base/fault.ts";
import type { Handlers } from "../api.ts";
import { type Caller, fromOf } from "../caller.ts";
import type { ApiRequest } from "../request.ts";
import type { Rooms } from "../rooms.ts";
import { seenMatters, seesHandover } from "../seen-handover.ts";
import { sightOf } from "../sight.ts";
import { openMatters } from "./open-matters.ts";

type Signing = Pick<ApiRequest<"handOver">, "caller" | "asking">;
type HandoverHandlers = Pick<
  Handlers,
  "openMatters" | "listHandovers" | "getHandover" | "handOver" | "takeOver"
>;

/** Handovers that are listed: a month of three shifts a day. */
const LISTED = 93;

export function handoverHandlers(rooms: Rooms, clock: Clock): HandoverHandlers {
  const { store, access } = rooms;
  const signature = (name: string, role: Role): Signature => ({
    ...{ name, role, at: new Date(clock.now()).toISOString() },
  });
  const callerOf = ({ caller }: { readonly caller: Caller | null }): Caller => {
    if (caller === null) throw new Fault("unauthenticated");
    return caller;
  };
  /** As `name`, or as who asks: in the demo nobody at this machine has anything to sign with. */
  const signer = async (request: Signing, name: string | undefined, proof: Proof): Promise<Signer> => {
    const caller = callerOf(request);
    const hasProof = proof.pin !== undefined || proof.password !== undefined;
    if (caller.by === "demo" && name === undefined && !hasProof) return caller;
    return access.sign(name ?? caller.name, proof, fromOf(request.asking));
  };

  return {
    openMatters: async () => ({ body: await openMatters(rooms, clock.now()) }),
    listHandovers: async ({ sight }) => {
      const all = await store.handovers.list(LISTED);
      return { body: all.filter((one) => seesHandover(one, sight)) };
    },
    getHandover: async ({ id }) => ({ body: await store.handovers.get(id) }),
    handOver: async (request) => {
      const { shift, notes, wallIds: given, ...proof } = request.body;
      const { name, role } = await signer(request, undefined, proof);
      const there = rooms.walls.site.walls.map(({ id }) => id);
      const missing = given?.find((id) => !there.includes(id));
      if (missing !== undefined) throw new Fault("notFound", { what: "wall", id: missing });
      // What nobody who signs sees is none of what they hand over.
      const wallIds = given ?? there.filter((id) => request.sight.sees("wall", id));
      const matters = seenMatters(await openMatters(rooms, clock.now(), wallIds), request.sight);
      const body = await store.handovers.add({
        ...{ id: randomUUID(), shift, notes, from: signature(name, role), matters },
      });
      return { body, location: `/api/handovers/${body.id}` };
    },
    takeOver: async (request) => {
      const { id, body } = request;
      const handover = await store.handovers.get(id);
      // Nobody is asked to prove who they are for what cannot be.
      if (handover.to !== null) throw new Fault("conflict", { what: "handover", id });
      const { name: given, ...proof } = body;
      const signed = await signer(request, given, proof);
      const { name, role } = signed;
      if (name === handover.from.name)
        throw new Fault("invalid", {
          field: "name",
          problem: `${name} handed this shift over; somebody else takes it over`,
        });
      if (!allows(role, "operator")) throw new Fault("forbidden", { needed: "operator", role });
      if (!seesHandover(handover, sightOf(signed, rooms)))
        throw new Fault("invalid", {
          field: "name",
          problem: `${name} does not see all walls of this handover`,
        });
      return { body: await store.handovers.takeOver(id, signature(name, role)) };
    },
  };
}

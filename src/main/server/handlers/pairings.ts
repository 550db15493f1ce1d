import { Fault } from "../../base/fault.ts";
import type { Handlers } from "../api.ts";
import { fromOf } from "../caller.ts";
import type { Rooms } from "../rooms.ts";

type PairingHandlers = Pick<
  Handlers,
  "openPairing" | "claimPairing" | "listPairings" | "pairOutput" | "outputCode"
>;

/** `address`: of the page of these outputs, with the code in it, as a person opens it. */
export function pairingHandlers(
  { access, walls }: Pick<Rooms, "access" | "walls">,
  address: (host: string | undefined, outputIds: string, code: string) => string,
): PairingHandlers {
  const known = (ids: string): string[] => {
    const outputIds = ids.split(",");
    for (const one of outputIds)
      if (!walls.site.outputs.some((output) => output.id === one))
        throw new Fault("notFound", { what: "output", id: one });
    return outputIds;
  };
  return {
    outputCode: async ({ id, asking }) => {
      const { code, expiresAt } = await access.issueCode(known(id));
      return { body: { url: address(asking.host, id, code), expiresAt: new Date(expiresAt).toISOString() } };
    },
    openPairing: ({ asking }) => {
      const { expiresAt, ...opened } = access.pairings.open(fromOf(asking));
      return { body: { ...opened, expiresAt: new Date(expiresAt).toISOString() } };
    },
    claimPairing: async ({ id, body, asking }) => {
      const outputIds = access.pairings.claim(id, body.secret);
      if (outputIds === null) return { body: { state: "waiting" } };
      const { code } = await access.issueCode(outputIds);
      return { body: { state: "paired", url: address(asking.host, outputIds.join(","), code) } };
    },
    listPairings: () => ({
      body: access.pairings
        .list()
        .map(({ id, from, since }) => ({ id, ...from, since: new Date(since).toISOString() })),
    }),
    pairOutput: ({ id, body }) => {
      access.pairings.pair(body.code, known(id));
      return { body: null };
    },
  };
}

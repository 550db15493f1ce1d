import type { Layout } from "../../layouts/layout.ts";
import { call } from "../link/queries.ts";
import { useToldActs } from "../ui/told-acts.ts";

const ASKED = ["standby", "layouts"] as const;

/** Chooses what stands over hidden walls, and makes layouts for it; each answers whether it was done. */
export function useStandbyActs(wallId: string) {
  const run = useToldActs(ASKED);
  const done = async (act: () => Promise<unknown>) => (await run(act)) !== null;

  return {
    choose: (layoutId: string | null) =>
      done(() => call("putStandby", { params: { id: wallId }, body: { layoutId } })),
    chooseLogo: (imageId: string | null) => done(() => call("putLogo", { body: { imageId } })),
    add: (layout: Layout) => done(() => call("addLayout", { body: layout })),
  };
}

export type StandbyActs = ReturnType<typeof useStandbyActs>;

import { useQuery } from "@tanstack/react-query";
import { call, useCameras, useSite } from "../link/queries.ts";

/** How often each is asked for, milliseconds: with the site and the visitor's own role less than one request a second. */
const EVERY = { outputs: 5_000, feeds: 5_000, machine: 10_000 } as const;

/** Everything that the page shows, as the public API gives it. */
export function useEverything() {
  const outputs = useQuery({
    queryKey: ["outputs"],
    queryFn: async ({ signal }) => (await call("listOutputs", { signal })).value,
    refetchInterval: EVERY.outputs,
  });
  const feeds = useQuery({
    queryKey: ["feeds"],
    queryFn: async ({ signal }) => (await call("listFeeds", { signal })).value,
    refetchInterval: EVERY.feeds,
  });
  const machine = useQuery({
    queryKey: ["machine"],
    // Its clock is compared with this computer's where the answer came in.
    queryFn: async ({ signal }) => {
      const { value } = await call("getMachine", { signal });
      return { ...value, apartMs: Date.parse(value.now) - Date.now() };
    },
    refetchInterval: EVERY.machine,
  });
  return {
    site: useSite(),
    cameras: useCameras().data ?? [],
    outputs: outputs.data ?? [],
    feeds: feeds.data ?? [],
    machine: machine.data ?? null,
    lost: outputs.isError || feeds.isError,
  };
}

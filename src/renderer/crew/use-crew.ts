import { useEffect, useState } from "react";
import type { CrewReport, CrewView } from "../../protocol/crew.ts";
import { spokenLanguage } from "../i18n/index.ts";
import { ApiError, createCall } from "../link/api.ts";
import { CrewOutbox } from "./outbox.ts";

/** How often the page asks, milliseconds. */
const POLL_MS = 20_000;
/** A line in the field may be slow. */
const PATIENCE = { readMs: 15_000, changeMs: 20_000 };

/** What the page knows: the task and since when, whether its link is over, and whether the core answers. */
export interface CrewState {
  readonly view: CrewView | null;
  readonly at: number;
  readonly over: boolean;
  readonly lost: boolean;
  readonly waiting: readonly CrewReport[];
  readonly refused: readonly CrewReport[];
}

type Told = CrewReport extends infer Each
  ? Each extends { key: string }
    ? Omit<Each, "key">
    : never
  : never;

/** The task behind a link's token, and how its crew reports. */
export function useCrew(token: string): { readonly state: CrewState; readonly tell: (told: Told) => void } {
  const [state, setState] = useState<CrewState>({
    ...{ view: null, at: 0, over: false, lost: false, waiting: [], refused: [] },
  });
  const [outbox, setOutbox] = useState<CrewOutbox | null>(null);

  useEffect(() => {
    const call = createCall(spokenLanguage, "", PATIENCE, token);
    const set = (patch: Partial<CrewState>) => setState((before) => ({ ...before, ...patch }));
    const seen = (view: CrewView) => set({ view, at: Date.now(), lost: false });
    const failed = (error: unknown) => {
      if (error instanceof ApiError && error.kind === "linkOver") set({ over: true });
      else set({ lost: true });
    };
    const made = new CrewOutbox({
      ...{ drawer: localStorage, name: `dinding.crew.${token}`, sent: seen },
      changed: () => set({ waiting: made.waiting, refused: made.refused }),
      send: async (body) => {
        try {
          return (await call("crewReport", { body })).value;
        } catch (error) {
          failed(error);
          throw error;
        }
      },
    });
    setOutbox(made);
    set({ waiting: made.waiting });

    async function look() {
      try {
        seen((await call("crewView")).value);
      } catch (error) {
        failed(error);
      }
    }
    const again = () => {
      void made.flush();
      void look();
    };
    const timer = setInterval(() => document.visibilityState === "visible" && again(), POLL_MS);
    again();
    addEventListener("online", again);
    document.addEventListener("visibilitychange", again);
    return () => {
      clearInterval(timer);
      removeEventListener("online", again);
      document.removeEventListener("visibilitychange", again);
      made.end();
    };
  }, [token]);

  function tell(told: Told) {
    outbox?.add({ ...told, key: crypto.randomUUID() });
  }
  return { state, tell };
}

import type { CrewReport, CrewView } from "../../protocol/crew.ts";
import { spokenLanguage } from "../i18n/index.ts";
import { ApiError, createCall } from "../link/api.ts";
import { Watched } from "../tiles/watched.ts";
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

/** What a crew tells, before it has its key. */
export type Told = CrewReport extends infer Each
  ? Each extends { key: string }
    ? Omit<Each, "key">
    : never
  : never;

/** The task behind a link's token, and how its crew reports. It asks between `start` and the end that this answers. */
export class CrewTask {
  readonly state: Watched<CrewState>;
  private readonly call: ReturnType<typeof createCall>;
  private readonly outbox: CrewOutbox;

  constructor(token: string) {
    this.call = createCall(spokenLanguage, "", PATIENCE, token);
    this.outbox = new CrewOutbox({
      ...{ drawer: localStorage, name: `dinding.crew.${token}` },
      send: (report) => this.send(report),
      sent: (view) => this.seen(view),
      changed: () => this.set({ waiting: this.outbox.waiting, refused: this.outbox.refused }),
    });
    const { waiting, refused } = this.outbox;
    this.state = new Watched<CrewState>({ view: null, at: 0, over: false, lost: false, waiting, refused });
  }

  start(): () => void {
    const again = () => {
      void this.outbox.flush();
      void this.look();
    };
    const timer = setInterval(() => document.visibilityState === "visible" && again(), POLL_MS);
    again();
    addEventListener("online", again);
    document.addEventListener("visibilitychange", again);
    return () => {
      clearInterval(timer);
      removeEventListener("online", again);
      document.removeEventListener("visibilitychange", again);
      this.outbox.end();
    };
  }

  tell(told: Told): void {
    this.outbox.add({ ...told, key: crypto.randomUUID() });
  }

  private async look(): Promise<void> {
    try {
      this.seen((await this.call("crewView")).value);
    } catch (error) {
      this.failed(error);
    }
  }

  private async send(body: CrewReport): Promise<CrewView> {
    try {
      return (await this.call("crewReport", { body })).value;
    } catch (error) {
      this.failed(error);
      throw error;
    }
  }

  private seen(view: CrewView): void {
    this.set({ view, at: Date.now(), lost: false });
  }

  private failed(error: unknown): void {
    if (error instanceof ApiError && error.kind === "linkOver") this.set({ over: true });
    else this.set({ lost: true });
  }

  private set(patch: Partial<CrewState>): void {
    this.state.set({ ...this.state.get(), ...patch });
  }
}

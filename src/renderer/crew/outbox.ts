import { z } from "zod";
import { type CrewReport, crewReportSchema, type CrewView } from "../../protocol/crew.ts";
import { ApiError } from "../link/api.ts";

/** How long is waited after a failed try, milliseconds: twice as long each time. */
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 30_000;

/** Where reports wait over a reload of the page. */
interface Drawer {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

interface OutboxOptions {
  readonly drawer: Drawer;
  /** Under which the drawer keeps them. */
  readonly name: string;
  readonly send: (report: CrewReport) => Promise<CrewView>;
  /** Something was sent: this is how things stand. */
  readonly sent: (view: CrewView) => void;
  /** What waits, or was refused for good, is another. */
  readonly changed: () => void;
}

const storedSchema = z.array(crewReportSchema).catch([]);

/** Whether trying again may help. */
function passes(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500);
}

/**
 * What a crew tells, sent in order and each until it arrived; its key makes sure that it counts once. What the core refuses
 * for good is kept to be told.
 */
export class CrewOutbox {
  private readonly options: OutboxOptions;
  private waitingReports: readonly CrewReport[];
  private refusedReports: readonly CrewReport[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;
  private waitMs = FIRST_WAIT_MS;
  private busy = false;

  constructor(options: OutboxOptions) {
    this.options = options;
    this.waitingReports = stored(options);
  }

  get waiting(): readonly CrewReport[] {
    return this.waitingReports;
  }

  get refused(): readonly CrewReport[] {
    return this.refusedReports;
  }

  add(report: CrewReport): void {
    this.keep([...this.waitingReports, report]);
    void this.flush();
  }

  /** Tries again at once, as when the phone is connected again. */
  async flush(): Promise<void> {
    if (this.busy) return;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.busy = true;
    try {
      for (let [next] = this.waitingReports; next !== undefined; [next] = this.waitingReports)
        if (!(await this.sendOne(next))) return;
    } finally {
      this.busy = false;
    }
  }

  end(): void {
    if (this.timer !== null) clearTimeout(this.timer);
  }

  /** Whether the next may be sent. */
  private async sendOne(report: CrewReport): Promise<boolean> {
    try {
      const view = await this.options.send(report);
      this.waitMs = FIRST_WAIT_MS;
      this.keep(this.waitingReports.slice(1));
      this.options.sent(view);
      return true;
    } catch (error) {
      if (passes(error)) {
        this.timer = setTimeout(() => void this.flush(), this.waitMs);
        this.waitMs = Math.min(this.waitMs * 2, LONGEST_WAIT_MS);
        this.options.changed();
        return false;
      }
      this.refusedReports = [...this.refusedReports, report];
      this.keep(this.waitingReports.slice(1));
      return true;
    }
  }

  private keep(waiting: readonly CrewReport[]): void {
    this.waitingReports = waiting;
    const { drawer, name, changed } = this.options;
    if (waiting.length === 0) drawer.removeItem(name);
    else drawer.setItem(name, JSON.stringify(waiting));
    changed();
  }
}

function stored({ drawer, name }: OutboxOptions): readonly CrewReport[] {
  const text = drawer.getItem(name);
  if (text === null) return [];
  try {
    return storedSchema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

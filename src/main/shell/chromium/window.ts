import { spawn, type ChildProcess } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import type { Clock } from "../../base/clock.ts";
import type { OutputState } from "../../../protocol/output.ts";
import type { CoreClient } from "../core-client.ts";
import { childLife, KeptProcess, type Ended, type Life } from "../kept-process.ts";
import { PagePatience } from "../page-patience.ts";
import { parentBound } from "../parent-bound.ts";
import { RestartPace } from "../restart-pace.ts";
import type { WindowPlan } from "../window-plan.ts";
import type { KeptWindow } from "../window-set.ts";
import { chromiumFlags } from "./flags.ts";
import { careForPage } from "./page-care.ts";

export interface ChromiumWindowOptions {
  readonly clock: Clock;
  /** Path of the browser. */
  readonly browser: string;
  /** Folder under which every output has its profile. */
  readonly profiles: string;
  readonly env: NodeJS.ProcessEnv;
  readonly gpu: boolean;
  readonly plan: WindowPlan;
  /** The core as it is reached now. */
  client(): CoreClient;
  ended(plan: WindowPlan, ended: Ended, waitMs: number | null): void;
  /** Its page died and was loaded anew. */
  reloaded(plan: WindowPlan): void;
}

/** What no flag turns off: the offer to translate a page lies over the picture. */
const preferences = {
  translate: { enabled: false },
  translate_blocked_languages: ["id", "en"],
  credentials_enable_service: false,
  autofill: { profile_enabled: false, credit_card_enabled: false },
};

/**
 * One window of a browser of its own, with a profile of its own that begins empty each time: nothing grows in it,
 * and nothing of a crash is remembered. It is opened again when it dies, unless a person closed it on a desk, and
 * when its page stays unknown to a core that answers; a page that dies is loaded anew in the same window.
 */
export class ChromiumWindow implements KeptWindow {
  readonly plan: WindowPlan;
  readonly #options: ChromiumWindowOptions;
  readonly #kept: KeptProcess;
  readonly #patience: PagePatience;

  constructor(options: ChromiumWindowOptions) {
    this.plan = options.plan;
    this.#options = options;
    this.#patience = new PagePatience(options.plan.outputId);
    this.#kept = new KeptProcess({
      clock: options.clock,
      pace: new RestartPace(200, 5_000, 10_000),
      // A person at a desk closed it; on the wall nobody does.
      again: (ended) => this.plan.kind === "kiosk" || ended.code !== 0,
      ended: (ended, waitMs) => options.ended(this.plan, ended, waitMs),
      open: (signal) => this.#open(signal),
    });
  }

  get pid(): number | null {
    return this.#kept.pid;
  }

  open(): void {
    this.#kept.start();
  }

  observe(outputs: readonly OutputState[]): void {
    if (this.#kept.pid !== null && this.#patience.isOver(outputs, this.#options.clock.monotonic())) {
      this.#kept.kill();
    }
  }

  async close(): Promise<void> {
    await this.#kept.stop(2_000);
    await this.#forget();
  }

  async #open(signal: AbortSignal): Promise<Life> {
    const { browser, env, gpu } = this.#options;
    const client = this.#options.client();
    const url = await client.codeUrl(this.plan.outputId);
    await this.#forget();
    await mkdir(join(this.#profile, "Default"), { recursive: true, mode: 0o700 });
    await writeFile(join(this.#profile, "Default", "Preferences"), JSON.stringify(preferences));
    signal.throwIfAborted();
    this.#patience.begin();
    const args = chromiumFlags({
      plan: this.plan,
      url,
      profile: this.#profile,
      spki: client.run.spki,
      root: process.getuid?.() === 0,
      gpu,
    });
    const command = parentBound({ file: browser, args }, "KILL", env);
    const child = spawn(command.file, [...command.args], {
      env,
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
      detached: true,
    });
    this.#careFor(child);
    return childLife(child);
  }

  #careFor(child: ChildProcess): void {
    const [, , , commands, answers] = child.stdio;
    if (!(commands instanceof Writable) || !(answers instanceof Readable)) {
      return;
    }
    careForPage({
      clock: this.#options.clock,
      commands,
      answers,
      newUrl: () => this.#options.client().codeUrl(this.plan.outputId),
      died: () => {
        this.#patience.begin();
        this.#options.reloaded(this.plan);
      },
      lost: () => child.kill("SIGKILL"),
    });
  }

  get #profile(): string {
    return join(this.#options.profiles, this.plan.outputId);
  }

  /** The browser's own children may write for a moment after it is gone. */
  #forget(): Promise<void> {
    return rm(this.#profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

import { spawn, type ChildProcess } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../base/clock.ts";
import type { OutputState } from "../../../protocol/output.ts";
import type { CoreClient } from "../core-client.ts";
import { KeptProcess, type Ended } from "../kept-process.ts";
import { parentBound } from "../parent-bound.ts";
import { RestartPace } from "../restart-pace.ts";
import type { WindowPlan } from "../window-plan.ts";
import { chromiumFlags } from "./flags.ts";

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
}

/** How long a page may be unknown to a core that answers before its window is opened anew, milliseconds. */
const PAGE_PATIENCE_MS = 20_000;

/**
 * One window of a browser of its own, with a profile of its own that begins empty each time: nothing grows in it,
 * and nothing of a crash is remembered. It is opened again when it dies, unless a person closed it on a desk, and
 * when its page stays unknown to a core that answers.
 */
export class ChromiumWindow {
  readonly plan: WindowPlan;
  readonly #options: ChromiumWindowOptions;
  readonly #kept: KeptProcess;
  #missingSince: number | null = null;

  constructor(options: ChromiumWindowOptions) {
    this.plan = options.plan;
    this.#options = options;
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
    return this.#kept.child?.pid ?? null;
  }

  open(): void {
    this.#kept.start();
  }

  /** `outputs` as a core that answers gives them. */
  observe(outputs: readonly OutputState[]): void {
    const now = this.#options.clock.monotonic();
    const known = outputs.some((each) => each.outputId === this.plan.outputId && each.state === "connected");
    if (known || this.#kept.child === null) {
      this.#missingSince = null;
    } else {
      this.#missingSince ??= now;
      if (now - this.#missingSince > PAGE_PATIENCE_MS) {
        this.#missingSince = null;
        this.#kept.kill();
      }
    }
  }

  async close(): Promise<void> {
    await this.#kept.stop(2_000);
    await this.#forget();
  }

  async #open(signal: AbortSignal): Promise<ChildProcess> {
    const { browser, env, gpu } = this.#options;
    const client = this.#options.client();
    const url = await client.codeUrl(this.plan.outputId);
    await this.#forget();
    await mkdir(this.#profile, { recursive: true, mode: 0o700 });
    signal.throwIfAborted();
    this.#missingSince = null;
    const args = chromiumFlags({
      plan: this.plan,
      url,
      profile: this.#profile,
      spki: client.run.spki,
      root: process.getuid?.() === 0,
      gpu,
    });
    const command = parentBound({ file: browser, args }, "KILL", env);
    return spawn(command.file, [...command.args], { env, stdio: "ignore", detached: true });
  }

  get #profile(): string {
    return join(this.#options.profiles, this.plan.outputId);
  }

  /** The browser's own children may write for a moment after it is gone. */
  #forget(): Promise<void> {
    return rm(this.#profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

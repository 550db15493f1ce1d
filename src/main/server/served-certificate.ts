import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { Certificate } from "./certificate.ts";

/** How often the machine's names are looked at, milliseconds: DHCP gave an address, or a cable was plugged in. */
const LOOK_MS = 10_000;
/** How often it is asked whether the certificate is about to end, milliseconds. */
const AGE_MS = 86_400_000;
/** What fails is tried again after twice as long each time, and at least this often, milliseconds. */
const LONGEST_WAIT_MS = 3_600_000;

export interface ServedCertificateOptions {
  /** As it was at the start. */
  readonly certificate: Certificate;
  /** The names and addresses of the machine now. */
  readonly names: () => readonly string[];
  /** What takes the place of `served` for `names`: itself where it is still good; null where its files are others. */
  readonly renew: (served: Certificate, names: readonly string[]) => Promise<Certificate | null>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The certificate of the pages while they are served. One that the core made is made anew, for the same key, as the
 * machine gets other addresses and before it ends: nobody restarts anything at night.
 */
export class ServedCertificate {
  readonly #options: ServedCertificateOptions;
  #now: Certificate;
  /** Those of the last time it was good or made anew; the machine may have got others while it was loaded. */
  #namesSeen = "";
  #askedAt = 0;
  #waitMs = LOOK_MS;
  /** It was said that its files are others. */
  #isTold = false;
  #follower: (certificate: Certificate) => void = () => {};
  #cancel = () => {};
  #looking = Promise.resolve();
  #isOver = false;

  constructor(options: ServedCertificateOptions) {
    this.#options = options;
    this.#now = options.certificate;
    if (options.certificate.authority !== null) this.#lookLater();
  }

  get now(): Certificate {
    return this.#now;
  }

  /** `changed` hears of each that takes the place of the one before. */
  follow(changed: (certificate: Certificate) => void): void {
    this.#follower = changed;
  }

  /** Resolves when nothing of it goes on. */
  async end(): Promise<void> {
    this.#isOver = true;
    this.#cancel();
    await this.#looking;
  }

  #lookLater(): void {
    if (this.#isOver) return;
    this.#cancel = this.#options.clock.after(this.#waitMs, () => {
      this.#looking = this.#look().then(() => this.#lookLater());
    });
  }

  async #look(): Promise<void> {
    const { clock, log, names: namesNow, renew } = this.#options;
    try {
      const names = namesNow();
      const at = clock.monotonic();
      if (names.join() === this.#namesSeen && at - this.#askedAt < AGE_MS) return;
      const next = await renew(this.#now, names);
      this.#waitMs = LOOK_MS;
      if (next === null) {
        if (!this.#isTold)
          log.warn("the files of the certificate are others; they count from the next start on");
        this.#isTold = true;
        return;
      }
      this.#isTold = false;
      this.#namesSeen = names.join();
      this.#askedAt = at;
      if (next.cert === this.#now.cert) return;
      if (next.authority !== this.#now.authority)
        log.warn("the authority was made anew as well: devices have to trust the new one");
      this.#now = next;
      this.#follower(next);
      log.info({ names: next.names }, "the certificate was made anew");
    } catch (error) {
      this.#waitMs = Math.min(this.#waitMs * 2, LONGEST_WAIT_MS);
      log.warn({ err: error }, "the certificate could not be made anew; it is tried again");
    }
  }
}

import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { Certificate } from "./certificate.ts";

/** How often the machine's names are looked at, milliseconds: DHCP gave an address, or a cable was plugged in. */
const LOOK_MS = 10_000;
/** How often it is asked whether the certificate is about to end, milliseconds. */
const AGE_MS = 86_400_000;

export interface ServedCertificateOptions {
  /** As it was at the start. */
  readonly certificate: Certificate;
  /** The names and addresses of the machine now. */
  readonly names: () => readonly string[];
  /** The certificate for `names` now: the one that is kept where it is still good, or a new one. */
  readonly load: (names: readonly string[]) => Promise<Certificate>;
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
  #namesSeen: string;
  #askedAt: number;
  #follower: (certificate: Certificate) => void = () => {};
  #cancel = () => {};
  #looking = Promise.resolve();
  #isOver = false;

  constructor(options: ServedCertificateOptions) {
    this.#options = options;
    this.#now = options.certificate;
    this.#namesSeen = options.names().join();
    this.#askedAt = options.clock.monotonic();
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
    this.#cancel = this.#options.clock.after(LOOK_MS, () => {
      this.#looking = this.#look().then(() => this.#lookLater());
    });
  }

  async #look(): Promise<void> {
    const { clock, log, names: namesNow, load } = this.#options;
    const names = namesNow();
    const at = clock.monotonic();
    if (names.join() === this.#namesSeen && at - this.#askedAt < AGE_MS) return;
    try {
      const next = await load(names);
      this.#namesSeen = names.join();
      this.#askedAt = at;
      if (next.cert === this.#now.cert) return;
      if (next.spki !== this.#now.spki) {
        // Windows of this machine trust the key that they were opened with.
        log.info(
          { names: next.names },
          "another certificate was put in place; it is served from the next start on",
        );
        return;
      }
      this.#now = next;
      this.#follower(next);
      log.info({ names: next.names }, "the certificate was made anew");
    } catch (error) {
      log.warn({ err: error }, "the certificate could not be made anew; it is tried again");
    }
  }
}

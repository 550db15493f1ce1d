import { join } from "node:path";
import type { Arguments } from "./base/arguments.ts";
import type { Clock } from "./base/clock.ts";
import type { Log } from "./base/log.ts";
import { isLoopbackName } from "./base/loopback.ts";
import type { Refusal } from "./base/refusal.ts";
import type { StartSentence } from "./base/start-sentences.ts";
import { ensureAuthority } from "./server/authority.ts";
import { loadCertificate, renewCertificate } from "./server/certificate.ts";
import { namesOfMachine } from "./server/hosts.ts";
import { ServedCertificate } from "./server/served-certificate.ts";
import type { Store } from "./store/store.ts";

/** Says in the language of whoever starts it why the core does not start. */
export type Refuse = (code: 1 | 2, name: StartSentence, values: Record<string, string | number>) => Refusal;

/** Null where nothing leaves this machine: only that is served without TLS. Rejects with a Refusal. */
export async function certificateFor(
  args: Arguments,
  { settings }: Pick<Store, "settings">,
  clock: Clock,
  log: Log,
  refuse: Refuse,
): Promise<ServedCertificate | null> {
  if (isLoopbackName(args.host)) return null;
  const names = () => namesOfMachine(args.host);
  const authorityFor = (wanted: readonly string[]) => () => ensureAuthority(settings, wanted, clock.now());
  try {
    const atStart = names();
    return new ServedCertificate({
      certificate: await loadCertificate(args.data, atStart, clock.now(), authorityFor(atStart)),
      ...{ names, clock, log },
      renew: (served, wanted) =>
        renewCertificate(args.data, served, wanted, clock.now(), authorityFor(wanted)),
    });
  } catch (error) {
    throw refuse(1, "certificateUnusable", { folder: join(args.data, "tls"), problem: messageOf(error) });
  }
}

/** What it comes to that the server could not listen: a Refusal, or `error` itself where that is no matter of its address. */
export function listenRefusal(error: unknown, { host, port }: Arguments, refuse: Refuse): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "EADDRINUSE") return refuse(1, "portInUse", { host, port });
  // No address of this machine, or no name at all: what was asked for can never be done.
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return refuse(2, "cannotListen", { host, port, problem: messageOf(error) });
  if (code === "EACCES" || code === "EAI_AGAIN")
    return refuse(1, "cannotListen", { host, port, problem: messageOf(error) });
  return error;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

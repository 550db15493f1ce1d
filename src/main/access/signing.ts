import type { Scope } from "../../protocol/account.ts";
import type { Role } from "../../protocol/role.ts";
import { Fault } from "../base/fault.ts";
import type { Store } from "../store/store.ts";
import type { From } from "./from.ts";
import type { Passwords } from "./passwords.ts";

/** Who signed. */
export interface Signer {
  readonly name: string;
  readonly role: Role;
  readonly scope: Scope;
}

/** What shows that a signature is one's own. */
export interface Proof {
  readonly pin?: string | undefined;
  readonly password?: string | undefined;
}

/** Wrong PINs of a name after which it signs by password alone: a PIN is short, and no session ends for it here. */
const WRONG_PINS = 5;
/** Names that wrong PINs are counted of; the one that was tried longest ago is forgotten first. */
const MOST = 10_000;

interface Parts {
  readonly accounts: Pick<Store["accounts"], "get">;
  readonly passwords: Passwords;
  /** Faults as a sign-in does, and leaves no session. */
  readonly byPassword: (name: string, password: string, from: From) => Promise<void>;
}

/**
 * Signs in somebody's name, whichever desk they stand at. Faults with `invalid` for a wrong PIN, where there is none or
 * where too many were wrong, and where not one of PIN and password is given; with the faults of a sign-in for a password.
 */
export function createSigning({ accounts, passwords, byPassword }: Parts) {
  const wrong = new Map<string, number>();

  function count(name: string): void {
    const before = wrong.get(name) ?? 0;
    if (before >= WRONG_PINS)
      throw new Fault("invalid", { field: "pin", problem: "too many wrong ones; sign with the password" });
    wrong.delete(name);
    wrong.set(name, before + 1);
    const [oldest] = wrong.keys();
    if (wrong.size > MOST && oldest !== undefined) wrong.delete(oldest);
  }

  async function byPin(name: string, pin: string): Promise<void> {
    // Counted before it is looked at, so that many at once are no more than a few.
    count(name);
    const account = await accounts.get(name);
    const good = await passwords.verify(account?.pinHash ?? null, pin);
    if (!good || account === null || account.disabled)
      throw new Fault("invalid", { field: "pin", problem: "it is wrong, or there is none" });
    wrong.delete(name);
  }

  return async (name: string, { pin, password }: Proof, from: From): Promise<Signer> => {
    if ((pin === undefined) === (password === undefined))
      throw new Fault("invalid", { field: "pin", problem: "a PIN or a password is given, one of them" });
    if (pin !== undefined) await byPin(name, pin);
    if (password !== undefined) {
      await byPassword(name, password, from);
      wrong.delete(name);
    }
    const account = await accounts.get(name);
    if (account === null || account.disabled) throw new Fault("wrongCredentials");
    return { name, role: account.role, scope: account.scope };
  };
}

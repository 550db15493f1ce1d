import { userInfo } from "node:os";
import { Fault } from "../base/fault.ts";
import { accountTable } from "../store/accounts.ts";
import { auditTable } from "../store/audit.ts";
import { besideCore } from "../store/beside.ts";
import { storeFault } from "../store/failure.ts";
import { atomic } from "../store/transaction.ts";
import { checkPassword } from "./accounts.ts";
import { createPasswords } from "./passwords.ts";

/**
 * Sets an account's password from the machine itself, for whoever may write the data folder: the account may sign in
 * again, its PIN is gone, its sessions have ended, and the audit trail says so. Faults with `notFound` and the names of
 * the admins where there is no such account, with `invalid` for a password too short or long, and as `besideCore`.
 */
export async function recoverAccount(
  data: string,
  name: string,
  password: string,
  now = Date.now(),
): Promise<void> {
  checkPassword(password);
  const passwordHash = await createPasswords().hash(password);
  try {
    besideCore(data, (db) => {
      const accounts = accountTable(db);
      const audit = auditTable(db);
      atomic(db, () => {
        if (accounts.get(name) === null) {
          const admins = accounts.list().filter(({ role }) => role === "admin");
          const known = admins.map((one) => one.name).join(", ");
          throw new Fault("notFound", { what: "account", id: `${name} (admin: ${known || "-"})` });
        }
        const { account, ended } = accounts.edit(name, { passwordHash, pinHash: null, disabled: false });
        audit.add({
          ...{ at: now, by: `${userInfo().username} @ machine`, role: null, way: "machine", address: "" },
          ...{ act: "recover", thing: "accounts", thingId: name, status: 200, times: 1 },
          detail: JSON.stringify({ role: account.role, ended: ended.length }),
        });
      })();
    });
  } catch (error) {
    throw storeFault(error, data);
  }
}

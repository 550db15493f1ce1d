import { useTranslation } from "react-i18next";
import { PASSWORD_LENGTH } from "../../protocol/account.ts";
import { asApiError } from "../link/queries.ts";
import type { Present } from "../ui/gate.tsx";

interface ProofFieldProps {
  readonly value: string;
  readonly onValue: (value: string) => void;
}

export interface Proof {
  readonly pin?: string;
  readonly password?: string;
}

/**
 * Signs with what was written, as a PIN or as a password: digits alone are a PIN, and where that is wrong and they are
 * many enough, a password after all.
 */
export async function signedWith<T>(written: string, sign: (proof: Proof) => Promise<T>): Promise<T> {
  if (!/^\d{4,12}$/.test(written)) return sign({ password: written });
  try {
    return await sign({ pin: written });
  } catch (error) {
    if (written.length < PASSWORD_LENGTH.least || asApiError(error).kind !== "invalid") throw error;
    return sign({ password: written });
  }
}

/** Whether who is at the desk signs with nothing: in the demo nobody at its machine has a PIN or a password. */
export function signsBare({ demo, hasAccount }: Pick<Present, "demo" | "hasAccount">): boolean {
  return demo && !hasAccount;
}

/** Where a signature is shown to be one's own. */
export function ProofField({ value, onValue }: ProofFieldProps) {
  const { t } = useTranslation("papers");
  return (
    <label>
      {t("handover.proof")}
      <input
        className="input"
        type="password"
        required
        autoComplete="off"
        value={value}
        onChange={({ target }) => onValue(target.value)}
      />
    </label>
  );
}

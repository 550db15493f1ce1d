import { Form } from "@base-ui/react/form";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import { FormTrouble, TextField } from "./field.tsx";
import type { Present } from "./gate.tsx";
import { text } from "./sign-in.tsx";
import { useNotices } from "./toasts.tsx";

/** Minutes after which a desk may lock itself. */
const LOCK_AFTER = [2, 5, 10, 15, 30, 60] as const;

/** What somebody changes of their own account: when the desk locks itself, their PIN and their password. */
export function OwnAccount({ me, onDone }: { me: Present; onDone: () => void }) {
  const { t } = useTranslation();
  const askAgain = useAskAgain();
  const notify = useNotices();
  const lockId = useId();
  const [trouble, setTrouble] = useState<string | null>(null);
  const run = async (said: string | null, act: () => Promise<unknown>) => {
    setTrouble(null);
    try {
      await act();
      if (said !== null) {
        notify({ title: said });
        onDone();
      }
    } catch (error) {
      setTrouble(asApiError(error).message);
    }
    await askAgain("me", "sessions");
  };
  const setPin = (values: Record<string, unknown>) => {
    const pin = text(values, "pin");
    return run(t(pin === "" ? "own.pinRemoved" : "own.pinSaved"), () =>
      call("changePin", { body: { password: text(values, "pinPassword"), pin: pin === "" ? null : pin } }),
    );
  };
  return (
    <div className="own">
      {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
      <p>
        <a href="/people">{t("own.people")}</a>
      </p>
      <div className="field">
        <label className="field-label" htmlFor={lockId}>
          {t("own.lockAfter")}
        </label>
        <select
          id={lockId}
          className="input"
          value={me.lockAfterMinutes ?? ""}
          onChange={({ target }) => {
            const lockAfterMinutes = target.value === "" ? null : Number(target.value);
            void run(null, () => call("editMe", { body: { lockAfterMinutes } }));
          }}
        >
          <option value="">{t("own.never")}</option>
          {LOCK_AFTER.map((count) => (
            <option key={count} value={count}>
              {t("own.minutes", { count })}
            </option>
          ))}
        </select>
      </div>
      <Form className="form" aria-label={t("own.pin")} onFormSubmit={(values) => void setPin(values)}>
        <h3>{t("own.pin")}</h3>
        <p className="dim">{t(me.hasPin ? "own.pinHas" : "own.pinNone")}</p>
        <TextField
          name="pin"
          label={t("own.pinNew")}
          hint={t("own.pinHint")}
          type="password"
          inputMode="numeric"
          validate={(value) =>
            (value === "" && me.hasPin) || /^\d{4,12}$/.test(String(value)) ? null : t("own.pinHint")
          }
        />
        <TextField
          name="pinPassword"
          label={t("own.now")}
          type="password"
          autoComplete="current-password"
          required
        />
        <button type="submit" className="button">
          {t("own.pinSet")}
        </button>
      </Form>
      <Form
        className="form"
        aria-label={t("own.password")}
        onFormSubmit={(values) =>
          void run(t("own.changed"), () =>
            call("changePassword", {
              body: { password: text(values, "password"), newPassword: text(values, "newPassword") },
            }),
          )
        }
      >
        <h3>{t("own.password")}</h3>
        <TextField
          name="password"
          label={t("own.now")}
          type="password"
          autoComplete="current-password"
          required
        />
        <TextField
          name="newPassword"
          label={t("own.next")}
          hint={t("own.nextHint")}
          type="password"
          autoComplete="new-password"
          required
          validate={(value) => (typeof value === "string" && value.length >= 8 ? null : t("sign.short"))}
        />
        <button type="submit" className="button">
          {t("own.change")}
        </button>
      </Form>
    </div>
  );
}

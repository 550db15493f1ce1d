import { Form } from "@base-ui/react/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePairings } from "../link/queries.ts";
import { asApiError, call } from "../link/queries.ts";
import { FormTrouble, TextField } from "../ui/field.tsx";
import { text } from "../ui/sign-in.tsx";
import { siteTime } from "../ui/site-time.ts";

/** The code that the screen shows, typed: that screen is this output. */
export function PairForm({ outputId, onDone }: { outputId: string; onDone: () => void }) {
  const { t } = useTranslation("technician");
  const [trouble, setTrouble] = useState<string | null>(null);
  async function pair(code: string) {
    try {
      await call("pairOutput", { params: { id: outputId }, body: { code } });
      onDone();
    } catch (error) {
      setTrouble(asApiError(error).message);
    }
  }
  return (
    <Form className="pair-form" onFormSubmit={(values) => void pair(text(values, "code"))}>
      <TextField
        name="code"
        label={t("output.pairCode")}
        hint={t("output.pairHint", { host: location.origin })}
        inputMode="numeric"
        maxLength={7}
        required
        autoFocus
        onValueChange={() => setTrouble(null)}
      />
      {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
      <div className="acts">
        <button type="submit" className="button small strong">
          {t("output.pairNow")}
        </button>
        <button type="button" className="button small" onClick={onDone}>
          {t("output.pairNot")}
        </button>
      </div>
    </Form>
  );
}

/** Screens that show a code now, and where they stand in the network. */
export function WaitingScreens({ zone }: { zone: string }) {
  const { t } = useTranslation("technician");
  const waiting = usePairings().data ?? [];
  if (waiting.length === 0) return null;
  return (
    <div className="waiting-screens" role="status">
      <p>{t("output.waiting", { count: waiting.length })}</p>
      <ul>
        {waiting.map(({ id, address, browser, since }) => (
          <li key={id} className="dim output-more">
            {[address, browser, siteTime(Date.parse(since), zone).time].filter(Boolean).join(" · ")}
          </li>
        ))}
      </ul>
    </div>
  );
}

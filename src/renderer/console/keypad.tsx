import { useTranslation } from "react-i18next";
import type { Feed } from "../../protocol/feed.ts";
import { StateWord } from "../ui/marks.tsx";
import { cameraState } from "../tiles/shown-state.ts";
import type { TypedNumber } from "./typed-number.ts";

interface NumberStripProps {
  /** Null where no tile waits for a camera. */
  readonly number: TypedNumber | null;
  readonly feeds: readonly Feed[];
}

/** The number that is being typed, over the heading of the wall: whose it is, and what Enter will do. */
export function NumberStrip({ number, feeds }: NumberStripProps) {
  const { t } = useTranslation("console");
  const { typed = "", camera = null, told = null } = number ?? {};
  return (
    <div className="number-strip" data-shown={typed === "" ? undefined : "true"}>
      {typed !== "" && <output className="number-typed">{typed}</output>}
      <p className="number-camera" role={told === null ? "status" : "alert"}>
        {typed !== "" && (told ?? camera?.name ?? t("number.none"))}
      </p>
      {typed !== "" && camera !== null && <StateWord state={cameraState(camera.id, feeds)} />}
      {typed !== "" && <p className="number-keys dim">{t("number.keys")}</p>}
    </div>
  );
}

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;

/** The same by touch. Focus stays where it is, so that a keyboard goes on where a finger left off. */
export function Keypad({ number }: { number: TypedNumber }) {
  const { t } = useTranslation("console");
  const digit = (value: string) => (
    <button key={value} type="button" className="button" onClick={() => number.digit(value)}>
      {value}
    </button>
  );
  return (
    <fieldset className="keypad" onPointerDown={(event) => event.preventDefault()}>
      <legend className="hidden-label">{t("number.title")}</legend>
      {digits.map(digit)}
      <button type="button" className="button" aria-label={t("number.back")} onClick={number.back}>
        ⌫
      </button>
      {digit("0")}
      <button
        type="button"
        className="button strong"
        disabled={number.camera === null}
        onClick={number.enter}
      >
        {t("number.put")}
      </button>
    </fieldset>
  );
}

import { useTranslation } from "react-i18next";

/** Seconds that a desk offers; what is set besides is offered with them. */
const dwells = [5, 10, 15, 20, 30, 60, 120, 300, 600, 1800, 3600];

interface DwellChoiceProps {
  readonly label: string;
  readonly dwellS: number;
  readonly onDwell: (dwellS: number) => void;
}

interface OwnDwellProps {
  readonly label: string;
  /** Null where it is that of the others. */
  readonly dwellS: number | null;
  /** That of the others. */
  readonly usualS: number;
  readonly onDwell: (dwellS: number | null) => void;
}

function useDwellWords(): (seconds: number) => string {
  const { t } = useTranslation("console");
  return (seconds) =>
    seconds % 60 === 0 ? t("tours.minutes", { count: seconds / 60 }) : t("tours.seconds", { count: seconds });
}

const offeredWith = (dwellS: number) => [...new Set([...dwells, dwellS])].toSorted((a, b) => a - b);

/** For how long one of several is shown, where it may be as long as the others are. */
export function OwnDwellChoice({ label, dwellS, usualS, onDwell }: OwnDwellProps) {
  const { t } = useTranslation("console");
  const words = useDwellWords();
  return (
    <select
      className="input"
      aria-label={label}
      value={dwellS ?? ""}
      onChange={({ target }) => onDwell(target.value === "" ? null : Number(target.value))}
    >
      <option value="">{t("tours.asOthers", { dwell: words(usualS) })}</option>
      {offeredWith(dwellS ?? usualS).map((seconds) => (
        <option key={seconds} value={seconds}>
          {words(seconds)}
        </option>
      ))}
    </select>
  );
}

/** For how long something is shown. */
export function DwellChoice({ label, dwellS, onDwell }: DwellChoiceProps) {
  const words = useDwellWords();
  return (
    <select
      className="input"
      aria-label={label}
      value={dwellS}
      onChange={(event) => onDwell(Number(event.target.value))}
    >
      {offeredWith(dwellS).map((seconds) => (
        <option key={seconds} value={seconds}>
          {words(seconds)}
        </option>
      ))}
    </select>
  );
}

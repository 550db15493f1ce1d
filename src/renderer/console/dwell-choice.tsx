import { useTranslation } from "react-i18next";

/** Seconds that a desk offers; what is set besides is offered with them. */
const dwells = [5, 10, 15, 20, 30, 60, 120, 300, 600, 1800, 3600];

interface DwellChoiceProps {
  readonly label: string;
  readonly dwellS: number;
  readonly onDwell: (dwellS: number) => void;
}

/** For how long something is shown. */
export function DwellChoice({ label, dwellS, onDwell }: DwellChoiceProps) {
  const { t } = useTranslation("console");
  const offered = [...new Set([...dwells, dwellS])].toSorted((a, b) => a - b);
  return (
    <select
      className="input"
      aria-label={label}
      value={dwellS}
      onChange={(event) => onDwell(Number(event.target.value))}
    >
      {offered.map((seconds) => (
        <option key={seconds} value={seconds}>
          {seconds % 60 === 0
            ? t("tours.minutes", { count: seconds / 60 })
            : t("tours.seconds", { count: seconds })}
        </option>
      ))}
    </select>
  );
}

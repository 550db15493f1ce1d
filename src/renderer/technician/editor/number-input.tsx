import { type KeyboardEvent, useId, useState } from "react";
import { spokenLanguage } from "../../i18n/index.ts";
import { readNumber } from "../draft/number-field.ts";

interface NumberInputProps {
  readonly label: string;
  readonly unit: string;
  /** Null where it is not known. */
  readonly value: number | null;
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
  readonly disabled?: boolean;
  /** Takes the number over; false where it is refused, and the field keeps what was typed. */
  readonly onValue: (value: number) => boolean;
}

/** A number with its unit that is taken over by Enter or by leaving it; what is none gets a sentence. */
export function NumberInput(props: NumberInputProps) {
  const { label, unit, value, least, most, whole = false, disabled = false, onValue } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const id = useId();
  const language = spokenLanguage();
  const plain = String(value ?? "").replace(".", language === "id" ? "," : ".");

  function take(text: string) {
    const read = readNumber(text, { field: label, least, most, whole });
    if (typeof read !== "number") {
      setTrouble(read[language]);
      return;
    }
    setTrouble(null);
    if (read === value || onValue(read)) setTyped(null);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Enter") {
      event.preventDefault();
      take(typed ?? plain);
    } else if (event.key === "Escape") {
      setTyped(null);
      setTrouble(null);
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      const by = (event.key === "ArrowUp" ? 1 : -1) * (event.shiftKey ? 10 : 1);
      take(String(Math.round(((value ?? 0) + by) * 1000) / 1000));
    }
  }

  return (
    <label className="entry">
      <span className="entry-name">{label}</span>
      <span className="entry-line">
        <input
          className="input"
          aria-label={label}
          inputMode="decimal"
          autoComplete="off"
          value={typed ?? plain}
          disabled={disabled}
          aria-invalid={trouble !== null}
          {...(trouble !== null && { "data-invalid": true, "aria-describedby": id })}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => {
            if (typed !== null) take(typed);
          }}
          onKeyDown={onKeyDown}
        />
        <span className="dim">{unit}</span>
      </span>
      {trouble !== null && (
        <span className="field-error" id={id} role="alert">
          {trouble}
        </span>
      )}
    </label>
  );
}

import { useState } from "react";

interface TextInputProps {
  readonly label: string;
  readonly value: string;
  readonly disabled?: boolean;
  readonly most?: number;
  /** Takes the text over; false where it is refused. */
  readonly onValue: (value: string) => boolean;
}

/** A line of text that is taken over by Enter or by leaving it. */
export function TextInput({ label, value, disabled = false, most = 120, onValue }: TextInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  function take() {
    if (typed === null) return;
    if (typed.trim() === value || onValue(typed.trim())) setTyped(null);
  }
  return (
    <label className="entry wide">
      <span className="entry-name">{label}</span>
      <input
        className="input"
        autoComplete="off"
        maxLength={most}
        value={typed ?? value}
        disabled={disabled}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === "Enter") take();
          if (event.key === "Escape") setTyped(null);
        }}
      />
    </label>
  );
}

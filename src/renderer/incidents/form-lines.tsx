import { type InputHTMLAttributes, type ReactNode, useId } from "react";

interface LabelledProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly children: (id: string, describedBy: string | undefined) => ReactNode;
}

/** A labelled control with a hint that is read out with it. */
export function Labelled({ label, hint, children }: LabelledProps) {
  const id = useId();
  const described = hint === undefined ? undefined : `${id}-hint`;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children(id, described)}
      {hint !== undefined && (
        <p className="field-hint" id={described}>
          {hint}
        </p>
      )}
    </div>
  );
}

interface LineProps
  extends Omit<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange" | "id" | "className"> {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A labelled line of text, or a number by `type`. */
export function Line({ label, hint, onChange, ...control }: LineProps) {
  return (
    <Labelled label={label} hint={hint}>
      {(id, described) => (
        <input
          autoComplete="off"
          spellCheck={false}
          {...control}
          id={id}
          className="input"
          aria-describedby={described}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Labelled>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly hint?: string;
  readonly value: Value;
  readonly options: readonly (readonly [Value, string])[];
  readonly onChange: (value: Value) => void;
}

/** A labelled choice of one of several. */
export function Choice<Value extends string>({ label, hint, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <Labelled label={label} hint={hint}>
      {(id, described) => (
        <select
          id={id}
          className="input"
          aria-describedby={described}
          value={value}
          onChange={({ target }) => {
            const chosen = options.find(([one]) => one === target.value);
            if (chosen !== undefined) onChange(chosen[0]);
          }}
        >
          {options.map(([one, words]) => (
            <option key={one} value={one}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

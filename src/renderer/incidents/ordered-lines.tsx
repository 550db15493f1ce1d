import { type KeyboardEvent, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";

interface OrderedLinesProps {
  readonly label: string;
  readonly hint?: string;
  /** What one line is called, with its number. */
  readonly lineLabel: (number: number) => string;
  readonly lines: readonly string[];
  readonly onLines: (lines: readonly string[]) => void;
  readonly most: number;
  readonly maxLength: number;
  readonly placeholder?: string;
}

/**
 * Lines in an order: Enter begins the next, Alt with an arrow moves one, Backspace in an empty one takes it away; buttons
 * do the same.
 */
export function OrderedLines(props: OrderedLinesProps) {
  const { lines, onLines, most } = props;
  const { t } = useTranslation("incidents");
  const id = useId();
  const box = useRef<HTMLFieldSetElement>(null);
  /** The line that is to have the focus once it is drawn. */
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current !== null) box.current?.querySelectorAll("input")[wanted.current]?.focus();
    wanted.current = null;
  });

  function move(from: number, to: number) {
    const line = lines[from];
    if (line === undefined || to < 0 || to >= lines.length) return;
    onLines(lines.toSpliced(from, 1).toSpliced(to, 0, line));
    wanted.current = to;
  }
  function insert(at: number) {
    if (lines.length >= most) return;
    onLines(lines.toSpliced(at, 0, ""));
    wanted.current = at;
  }
  function remove(at: number) {
    onLines(lines.toSpliced(at, 1));
    wanted.current = Math.max(0, at - 1);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>, at: number) {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (event.altKey && step !== 0) move(at, at + step);
    else if (event.key === "Enter") insert(at + 1);
    else if (event.key === "Backspace" && lines[at] === "" && lines.length > 1) remove(at);
    else return;
    event.preventDefault();
  }

  return (
    <fieldset ref={box} className="ordered" aria-describedby={`${id}-hint`}>
      <legend className="field-label">{props.label}</legend>
      <ol>
        {lines.map((line, at) => (
          <li key={at} className="ordered-line">
            <span className="dim ordered-number">{at + 1}</span>
            <input
              className="input"
              aria-label={props.lineLabel(at + 1)}
              aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
              autoComplete="off"
              maxLength={props.maxLength}
              placeholder={props.placeholder}
              value={line}
              onChange={({ target }) => onLines(lines.with(at, target.value))}
              onKeyDown={(event) => onKeyDown(event, at)}
            />
            <button
              type="button"
              className="button quiet"
              aria-label={t("ordered.up", { what: props.lineLabel(at + 1) })}
              disabled={at === 0}
              onClick={() => move(at, at - 1)}
            >
              ↑
            </button>
            <button
              type="button"
              className="button quiet"
              aria-label={t("ordered.down", { what: props.lineLabel(at + 1) })}
              disabled={at === lines.length - 1}
              onClick={() => move(at, at + 1)}
            >
              ↓
            </button>
            <button
              type="button"
              className="button quiet"
              aria-label={t("ordered.remove", { what: props.lineLabel(at + 1) })}
              onClick={() => remove(at)}
            >
              ×
            </button>
          </li>
        ))}
      </ol>
      <p className="field-hint" id={`${id}-hint`}>
        {props.hint === undefined ? "" : `${props.hint} `}
        {lines.length > 1 && t("ordered.hint")}
      </p>
      <button
        type="button"
        className="button small"
        disabled={lines.length >= most}
        onClick={() => insert(lines.length)}
      >
        {t("ordered.add")}
      </button>
    </fieldset>
  );
}

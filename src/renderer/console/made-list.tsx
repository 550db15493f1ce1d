import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

interface Made {
  readonly id: string;
}

interface MadeListProps<One extends Made> {
  readonly items: readonly One[];
  /** What stands there while there are none, and what to do next. */
  readonly none: readonly [said: string, next: string];
  readonly titleOf: (one: One) => string;
  readonly moreOf: (one: One) => string;
  /** What comes before changing and removing, where something does. */
  readonly renderAct?: (one: One) => ReactNode;
  readonly onRemove: (one: One) => void;
  readonly addLabel: string;
  readonly mayAdd: boolean;
  /** Changes one, or with null makes one; in place of the list until `close`. */
  readonly renderEditor: (one: One | null, close: () => void) => ReactNode;
}

/** Things that somebody made: listed, changed in place of the list, removed, and one more. */
export function MadeList<One extends Made>(props: MadeListProps<One>) {
  const { items, none, titleOf, moreOf, renderAct, onRemove, addLabel, mayAdd, renderEditor } = props;
  const { t } = useTranslation("console");
  const [editing, setEditing] = useState<One | "new" | null>(null);
  const list = useRef<HTMLDivElement>(null);
  /** Whose button opened the editor, empty of a new one: it gets the focus when the list comes back. */
  const opened = useRef<string | null>(null);
  useEffect(() => {
    if (editing !== null) {
      opened.current = editing === "new" ? "" : editing.id;
      return;
    }
    if (opened.current === null) return;
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>("[data-opens]") ?? [])];
    // One that is gone by now leaves the last, which makes another.
    (buttons.find(({ dataset }) => dataset["opens"] === opened.current) ?? buttons.at(-1))?.focus();
    opened.current = null;
  }, [editing]);
  if (editing !== null) return renderEditor(editing === "new" ? null : editing, () => setEditing(null));
  return (
    <div ref={list} className="form">
      {items.length === 0 && (
        <div className="empty">
          <p>{none[0]}</p>
          <p className="dim">{none[1]}</p>
        </div>
      )}
      <ul className="rules">
        {items.map((one) => (
          <li key={one.id}>
            <div>
              <p className="incident-what">{titleOf(one)}</p>
              <p className="item-more">{moreOf(one)}</p>
            </div>
            <div className="acts">
              {renderAct?.(one)}
              <button
                type="button"
                className="button small"
                data-opens={one.id}
                onClick={() => setEditing(one)}
              >
                {t("rules.edit")}
              </button>
              <button type="button" className="button small quiet" onClick={() => onRemove(one)}>
                {t("rules.remove")}
              </button>
            </div>
          </li>
        ))}
      </ul>
      <div className="acts">
        <button
          type="button"
          className="button"
          data-opens=""
          disabled={!mayAdd}
          onClick={() => setEditing("new")}
        >
          {addLabel}
        </button>
      </div>
    </div>
  );
}

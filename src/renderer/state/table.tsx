import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Key } from "../ui/keys.tsx";
import { heldRows, type Row, wantedRows } from "./order.ts";

interface TableProps<One extends Row> {
  readonly id: string;
  readonly title: string;
  /** The key that leads to it. */
  readonly digit: string;
  readonly rows: readonly One[];
  readonly sought: string;
  readonly onlyTrouble: boolean;
  /** Heads of the columns; those whose name ends in "#" hold numbers. */
  readonly heads: readonly string[];
  /** The cells of a row, one for each head; the first names it. */
  readonly renderCells: (row: One) => readonly ReactNode[];
}

/** Things of one kind, the worst first; while a hand is on them their order stays. */
export function Table<One extends Row>({
  rows,
  sought,
  onlyTrouble,
  renderCells,
  ...props
}: TableProps<One>) {
  const { t } = useTranslation("state");
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const wanted = wantedRows(rows, sought, onlyTrouble);
  const shown = held === null ? wanted : heldRows(held, wanted);
  const troubled = rows.filter(({ severity }) => severity !== null).length;
  const hold = () => setHeld((before) => before ?? shown.map(({ key }) => key));
  const heads = props.heads.map((head) => ({ name: head.replace(/#$/, ""), number: head.endsWith("#") }));
  return (
    <section
      className="state-part"
      id={props.id}
      aria-label={props.title}
      tabIndex={-1}
      onPointerEnter={hold}
      onPointerLeave={() => setHeld(null)}
    >
      <h2 className="keyed">
        {props.title} <span className="dim">{rows.length}</span>
        {troubled > 0 && <span className="dim"> · {t("troubles", { count: troubled })}</span>}
        <Key>{props.digit}</Key>
      </h2>
      {shown.length === 0 ? (
        <p className="dim">{rows.length === 0 ? t("none") : t("nothing")}</p>
      ) : (
        <table className="state-table" title={held === null ? undefined : t("held")}>
          <thead>
            <tr>
              {heads.map(({ name, number }) => (
                <th key={name} scope="col" className={number ? "number" : undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.key} data-severity={row.severity ?? "none"}>
                {renderCells(row).map((cell, at) =>
                  at === 0 ? (
                    <th key={heads[at]?.name} scope="row">
                      {cell}
                    </th>
                  ) : (
                    <td key={heads[at]?.name} className={heads[at]?.number ? "number" : undefined}>
                      {cell}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

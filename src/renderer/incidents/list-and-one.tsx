import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface ListAndOneProps<Item> {
  readonly label: string;
  readonly asked: Pick<UseQueryResult, "isError" | "isPending" | "error">;
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
  readonly chosen: string | null;
  /** Something stands beside the list; on a narrow screen in its place. */
  readonly open: boolean;
  readonly title: string;
  readonly empty: string;
  readonly emptyNext: string;
  /** Of the button that adds one; null where nobody here may. */
  readonly add: string | null;
  readonly onAdd: () => void;
  readonly onChoose: (id: string) => void;
  readonly onClose: () => void;
  readonly renderLine: (item: Item) => ReactNode;
  readonly children: ReactNode;
}

/** A list and what is open of it: side by side, or one after the other where there is no room. */
export function ListAndOne<Item>(props: ListAndOneProps<Item>) {
  const { t } = useTranslation("incidents");
  const { items, idOf, asked, open } = props;
  return (
    <main className="list-and-one" data-open={open}>
      <section className="listed" aria-label={props.label}>
        <header className="listed-head">
          <h2 className="part-title">{props.label}</h2>
          {props.add !== null && (
            <button type="button" className="button strong" onClick={props.onAdd}>
              {props.add}
            </button>
          )}
        </header>
        {asked.isPending && (
          <p role="status" className="empty">
            {t("loading")}
          </p>
        )}
        {asked.isError && items.length === 0 && (
          <p role="alert" className="empty">
            {asked.error?.message}
          </p>
        )}
        {!asked.isPending && !asked.isError && items.length === 0 && (
          <div className="empty">
            <p>{props.empty}</p>
            <p className="dim">{props.emptyNext}</p>
          </div>
        )}
        <ul className="listed-items">
          {items.map((item) => {
            const id = idOf(item);
            return (
              <li key={id}>
                <button
                  type="button"
                  className="listed-item"
                  aria-current={id === props.chosen ? "true" : undefined}
                  onClick={() => props.onChoose(id)}
                >
                  {props.renderLine(item)}
                </button>
              </li>
            );
          })}
        </ul>
      </section>
      {open && (
        <section className="opened" aria-label={props.title}>
          <header className="opened-head">
            <button type="button" className="button opened-back" onClick={props.onClose}>
              ‹ {t("all")}
            </button>
            <h2 className="title">{props.title}</h2>
          </header>
          {props.children}
        </section>
      )}
    </main>
  );
}

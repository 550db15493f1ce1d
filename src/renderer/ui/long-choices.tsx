import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useLayoutEffect,
  useRef,
  useState,
} from "react";

/** Rows beyond the rim that are drawn all the same, so that a turn of the wheel meets no gap. */
const BEYOND = 3;

interface LongChoicesProps<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
  readonly selected: string | null;
  /** What they are listed by: another begins at the top. */
  readonly filter: string;
  readonly onSelect: (id: string) => void;
  /** It was pressed, and not only led to by arrows; after `onSelect`. */
  readonly onPress?: (id: string) => void;
  /** A key that an item has a use of its own for; false where it leads on as ever. */
  readonly onKey?: (id: string, key: string) => boolean;
  /** How high the row of an item is, pixels. */
  readonly rowHeight: (item: Item) => number;
  readonly children: (item: Item) => ReactNode;
  readonly className?: string;
  readonly optionProps?: (item: Item) => {
    readonly title?: string;
    readonly [data: `data-${string}`]: string | undefined;
  };
}

/** Where a key leads from row `from` of `length`, of which `page` are in sight; null leaves the focus where it is. */
function rowAfter(from: number, key: string, length: number, page: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ...{ ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, PageDown: page, PageUp: -page },
    ...{ Home: -length, End: length, " ": 0 },
  };
  const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
  return step === undefined ? null : Math.max(0, Math.min(from + step, length - 1));
}

/** The row at `y` pixels of rows that begin at `tops`. */
function rowAt(tops: readonly number[], y: number): number {
  let [low, high] = [0, Math.max(0, tops.length - 2)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((tops[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * One of very many, of which only those in sight are drawn: a single tab stop, moved through by arrows, where the
 * selection follows the focus, as in `Choices`. It scrolls by itself.
 */
export function LongChoices<Item>(props: LongChoicesProps<Item>) {
  const { items, idOf, selected, filter, onSelect, rowHeight } = props;
  const list = useRef<HTMLUListElement>(null);
  const [view, setView] = useState({ top: 0, height: 0 });
  const [focusAt, setFocusAt] = useState<number | null>(null);
  const chosen = items.findIndex((item) => idOf(item) === selected);
  const stop = Math.max(0, chosen);
  // Where each row begins; the last is where the list ends.
  const tops = [0];
  for (const item of items) tops.push((tops.at(-1) ?? 0) + rowHeight(item));
  const whole = tops.at(-1) ?? 0;

  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return undefined;
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight });
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    return () => sizes.disconnect();
  }, []);

  const shown = useRef(filter);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null || shown.current === filter) return;
    shown.current = filter;
    element.scrollTop = 0;
    setView({ top: 0, height: element.clientHeight });
  }, [filter]);

  // A shorter list leaves less to scroll; what was focused is focused once it is drawn.
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const most = Math.max(0, whole - element.clientHeight);
    if (view.top > most) setView({ top: most, height: element.clientHeight });
    if (focusAt === null) return;
    setFocusAt(null);
    const option = element.querySelector(`[data-row="${focusAt}"]`);
    if (option instanceof HTMLElement) option.focus({ preventScroll: true });
  }, [whole, focusAt, view.top]);

  const topOf = (index: number) => tops[index] ?? whole;
  const at = rowAt(tops, view.top);
  const end = rowAt(tops, view.top + view.height);
  const page = Math.max(1, end - at);
  const first = Math.max(0, at - BEYOND);
  const last = Math.min(items.length, end + 1 + BEYOND);
  const rows = items.slice(first, last).map((item, after) => ({ item, index: first + after }));
  const stopItem = items[stop];
  // The tab stop stays, wherever one has scrolled.
  if (stopItem !== undefined && (stop < first || stop >= last)) rows.push({ item: stopItem, index: stop });

  function onKeyDown(event: KeyboardEvent, index: number) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const here = items[index];
    if (here !== undefined && props.onKey?.(idOf(here), event.key) === true) return event.preventDefault();
    const to = rowAfter(index, event.key, items.length, page);
    const item = to === null ? undefined : items[to];
    const element = list.current;
    if (to === null || item === undefined || element === null) return;
    event.preventDefault();
    const top = Math.min(topOf(to), Math.max(view.top, topOf(to + 1) - view.height));
    element.scrollTop = top;
    setView({ top: element.scrollTop, height: element.clientHeight });
    setFocusAt(to);
    onSelect(idOf(item));
  }

  const size: CSSProperties & Record<"--whole", string> = { "--whole": `${whole}px` };
  return (
    <ul
      ref={list}
      role="listbox"
      aria-label={props.label}
      className={props.className}
      data-long="true"
      style={size}
      onScroll={({ currentTarget }) =>
        setView({ top: currentTarget.scrollTop, height: currentTarget.clientHeight })
      }
    >
      {rows.map(({ item, index }) => (
        <li
          key={idOf(item)}
          role="option"
          aria-selected={index === chosen}
          aria-setsize={items.length}
          aria-posinset={index + 1}
          data-row={index}
          tabIndex={index === stop ? 0 : -1}
          style={{ top: topOf(index), height: rowHeight(item) }}
          onClick={() => {
            onSelect(idOf(item));
            props.onPress?.(idOf(item));
          }}
          onKeyDown={(event) => onKeyDown(event, index)}
          {...props.optionProps?.(item)}
        >
          {props.children(item)}
        </li>
      ))}
    </ul>
  );
}

import { type CSSProperties, type KeyboardEvent, type ReactNode, useRef } from "react";

/** Where an arrow, Home or End leads from `from`; null leaves the focus where it is. */
type Step = (from: number, key: string) => number | null;

/** Up and down, and left and right as well, through a list of `length`. */
function listStep(length: number): Step {
  return (from, key) => {
    switch (key) {
      case "ArrowDown":
      case "ArrowRight":
        return Math.min(from + 1, length - 1);
      case "ArrowUp":
      case "ArrowLeft":
        return Math.max(from - 1, 0);
      case "Home":
        return 0;
      case "End":
        return length - 1;
      default:
        return null;
    }
  };
}

interface ChoicesProps<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
  readonly selected: string | null;
  /** Where several may be: all that are, `selected` among them. */
  readonly allSelected?: ReadonlySet<string>;
  /** `more`: it joins those that are selected, or leaves them. */
  readonly onSelect: (id: string, more: boolean) => void;
  /** It was pressed, and not only led to by arrows; after `onSelect`. */
  readonly onPress?: (id: string) => void;
  readonly children: (item: Item, index: number) => ReactNode;
  readonly step?: Step;
  readonly className?: string;
  readonly optionProps?: (item: Item) => {
    readonly style?: CSSProperties;
    readonly title?: string;
    readonly [data: `data-${string}`]: string | undefined;
  };
}

/**
 * One of several: a single tab stop, moved through by arrows, where the selection follows the focus. Enter is left
 * to the page (it takes), Space selects. Where several may be selected, a press with Shift or Ctrl and an arrow with Alt
 * select one more.
 */
export function Choices<Item>(props: ChoicesProps<Item>) {
  const { items, idOf, selected, allSelected, onSelect } = props;
  const list = useRef<HTMLUListElement>(null);
  const chosen = items.findIndex((item) => idOf(item) === selected);
  const stop = Math.max(0, chosen);
  const step = props.step ?? listStep(items.length);

  function onKeyDown(event: KeyboardEvent, index: number) {
    const more = event.altKey && allSelected !== undefined;
    if (event.ctrlKey || event.metaKey || event.shiftKey || (event.altKey && !more)) return;
    const to = event.key === " " ? index : step(index, event.key);
    if (to === null) return;
    event.preventDefault();
    const item = items[to];
    if (item === undefined) return;
    // At the rim it would leave again what was chosen last.
    if (!more || to !== index) onSelect(idOf(item), more);
    const option = list.current?.children[to];
    if (option instanceof HTMLElement) option.focus();
  }

  return (
    <ul
      ref={list}
      role="listbox"
      aria-label={props.label}
      aria-multiselectable={allSelected !== undefined ? true : undefined}
      className={props.className}
    >
      {items.map((item, index) => (
        <li
          key={idOf(item)}
          role="option"
          aria-selected={allSelected?.has(idOf(item)) ?? index === chosen}
          tabIndex={index === stop ? 0 : -1}
          onClick={({ ctrlKey, metaKey, shiftKey }) => {
            onSelect(idOf(item), allSelected !== undefined && (ctrlKey || metaKey || shiftKey));
            props.onPress?.(idOf(item));
          }}
          onKeyDown={(event) => onKeyDown(event, index)}
          {...props.optionProps?.(item)}
        >
          {props.children(item, index)}
        </li>
      ))}
    </ul>
  );
}

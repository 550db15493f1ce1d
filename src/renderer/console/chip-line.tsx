import { type ReactNode, useEffect, useRef } from "react";

/** What a wheel's line is worth, pixels. */
const LINE_PX = 33;

interface ChipLineProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** Small buttons in one line that is scrolled sideways where they are more than fit: by touch, by wheel, and to the focus. */
export function ChipLine({ label, children }: ChipLineProps) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = line.current;
    const turn = (event: WheelEvent) => {
      if (element === null || event.deltaX !== 0 || event.ctrlKey) return;
      const before = element.scrollLeft;
      element.scrollLeft += event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1);
      if (element.scrollLeft !== before) event.preventDefault();
    };
    // React's own wheel handlers cannot keep the page from scrolling as well.
    element?.addEventListener("wheel", turn, { passive: false });
    return () => element?.removeEventListener("wheel", turn);
  }, []);
  return (
    <fieldset className="chips">
      <legend className="hidden-label">{label}</legend>
      <div
        ref={line}
        className="chip-line"
        onFocus={({ target }) => {
          // A browser leaves what is partly seen where it is; what is pressed stays under the pointer.
          if (target.matches(":focus-visible"))
            target.scrollIntoView({ inline: "nearest", block: "nearest" });
        }}
      >
        {children}
      </div>
    </fieldset>
  );
}

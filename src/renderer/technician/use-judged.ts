import { startTransition, useEffect, useMemo, useState } from "react";
import type { Site } from "../../layouts/site.ts";
import { type Warning, warningsOf } from "./warnings.ts";

/** `value` once the frame that shows it is made: what it means for 2,000 panels is found after it is seen. */
function useAfterFrame<Value>(value: Value): Value {
  const [told, setTold] = useState(value);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => startTransition(() => setTold(value)));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [value]);
  return told;
}

/** The same set as long as it holds the same, so that what is drawn with it is not drawn again. */
function useSame(ids: readonly string[]): ReadonlySet<string> {
  const text = ids.join(" ");
  return useMemo(() => new Set(text === "" ? [] : text.split(" ")), [text]);
}

/** A site a frame late, with what is wrong with it, and which panels of a wall and which outputs that is about. */
export function useJudged(
  site: Site,
  wallId: string | undefined,
): {
  readonly told: Site;
  readonly warnings: readonly Warning[];
  readonly panels: ReadonlySet<string>;
  readonly outputs: ReadonlySet<string>;
} {
  const told = useAfterFrame(site);
  const warnings = useMemo(() => warningsOf(told), [told]);
  const panels = useSame(
    warnings.flatMap(({ about }) => (about.kind === "panel" && about.wallId === wallId ? about.id : [])),
  );
  const outputs = useSame(warnings.flatMap(({ about }) => (about.kind === "output" ? about.id : [])));
  return { told, warnings, panels, outputs };
}

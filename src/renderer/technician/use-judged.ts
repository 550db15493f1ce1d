import { startTransition, useEffect, useMemo, useRef, useState } from "react";
import type { Site } from "../../layouts/site.ts";
import { type Warning, warningsOf } from "./warnings.ts";

/** Edits that follow one another sooner are judged once they rest so long, milliseconds: that takes as long as to draw. */
const REST_MS = 120;
/** Those that never rest are judged this often, milliseconds. */
const LONGEST_MS = 1_000;

/**
 * `value` once the frame that shows it is made; where it is `edited` and goes on to change, as when a key is held down,
 * once it rests.
 */
function useAfterFrame<Value>(value: Value, edited: boolean): Value {
  const [told, setTold] = useState(value);
  const changes = useRef({ first: Number.NEGATIVE_INFINITY, last: Number.NEGATIVE_INFINITY });
  useEffect(() => {
    const now = performance.now();
    const { first, last } = changes.current;
    const goesOn = edited && now - last < REST_MS;
    changes.current = { first: goesOn ? first : now, last: now };
    const waitMs = goesOn ? Math.max(0, Math.min(REST_MS, first + LONGEST_MS - now)) : 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => {
        changes.current.first = performance.now();
        startTransition(() => setTold(value));
      }, waitMs);
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [value, edited]);
  return told;
}

/** The same set as long as it holds the same, so that what is drawn with it is not drawn again. */
function useSame(ids: readonly string[]): ReadonlySet<string> {
  const text = ids.join(" ");
  return useMemo(() => new Set(text === "" ? [] : text.split(" ")), [text]);
}

/**
 * A site a frame late, or a moment while it is edited, with what is wrong with it, and which panels of a wall and which
 * outputs that is about.
 */
export function useJudged(
  site: Site,
  edited: boolean,
  wallId: string | undefined,
): {
  readonly told: Site;
  readonly warnings: readonly Warning[];
  readonly panels: ReadonlySet<string>;
  readonly outputs: ReadonlySet<string>;
} {
  const told = useAfterFrame(site, edited);
  const warnings = useMemo(() => warningsOf(told), [told]);
  const panels = useSame(
    warnings.flatMap(({ about }) => (about.kind === "panel" && about.wallId === wallId ? about.id : [])),
  );
  const outputs = useSame(warnings.flatMap(({ about }) => (about.kind === "output" ? about.id : [])));
  return { told, warnings, panels, outputs };
}

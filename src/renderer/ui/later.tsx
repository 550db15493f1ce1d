import {
  type ComponentType,
  memo,
  startTransition,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";

/** What is done by pressing, by a key on a button as well; keys of their own are heard by the desk itself. */
const ACTS = ["pointerdown", "click", "contextmenu"] as const;

/**
 * A part of a page that follows what changes around it once the rest is on the screen, so that a key's own answer does not
 * wait for it. Whoever acts while it is behind lets it catch up first: no press on it is of what was there before.
 */
export function later<Props extends object>(Part: ComponentType<Props>): ComponentType<Props> {
  const Kept: ComponentType<Props> = memo(Part);
  return function Later(props: Props) {
    const [shown, setShown] = useState(props);
    const newest = useRef(props);
    const seen = useRef(shown);
    useLayoutEffect(() => {
      newest.current = props;
      seen.current = shown;
    });
    useEffect(() => startTransition(() => setShown(props)), [props]);
    useEffect(() => {
      const catchUp = () => {
        if (seen.current !== newest.current) flushSync(() => setShown(newest.current));
      };
      for (const act of ACTS) addEventListener(act, catchUp, { capture: true });
      return () => {
        for (const act of ACTS) removeEventListener(act, catchUp, { capture: true });
      };
    }, []);
    return <Kept {...shown} />;
  };
}

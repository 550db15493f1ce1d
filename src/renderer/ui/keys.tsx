import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useState } from "react";
import { tinykeys } from "tinykeys";

const Shown = createContext(false);

/** In a dialog or a menu, whose keys are its own. */
function inDialog({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && target.closest('[role="dialog"], [role="menu"]') !== null;
}

/** True where a key press belongs to what is being typed or operated, not to the page. */
function occupied(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (inDialog(event) || target.isContentEditable) return true;
  const typing =
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && target.type !== "checkbox" && target.type !== "radio");
  if (typing) return true;
  // Enter on a button or a link is that button's, and Space that of a box to tick as well.
  if (event.key === " ") return target.closest("button, a, summary, input") !== null;
  return event.key === "Enter" && target.closest("button, a, summary") !== null;
}

/** Shows the keys on the things themselves while `?` is held. */
export function KeysShown({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    function down(event: KeyboardEvent) {
      if (event.key === "?" && !occupied(event)) setShown(true);
    }
    // Which of Shift and the key rises first is not ours to say.
    function up(event: KeyboardEvent) {
      if (event.key === "?" || event.key === "/" || event.key === "Shift") setShown(false);
    }
    const away = () => setShown(false);
    addEventListener("keydown", down);
    addEventListener("keyup", up);
    addEventListener("blur", away);
    return () => {
      removeEventListener("keydown", down);
      removeEventListener("keyup", up);
      removeEventListener("blur", away);
    };
  }, []);
  return <Shown value={shown}>{children}</Shown>;
}

/**
 * The keys of the page: `bindings` as tinykeys reads them, left alone while somebody types or a dialog is open. Those
 * that write nothing may count while somebody is `typing` as well. What is seen is what a key is pressed for: they are
 * bound with the drawing, not some time after it.
 */
export function useKeys(bindings: Readonly<Record<string, () => void>>, counting?: "typing") {
  useLayoutEffect(
    () =>
      tinykeys(
        window,
        Object.fromEntries(
          Object.entries(bindings).map(([keys, act]) => [
            keys,
            (event: KeyboardEvent) => {
              if (event.repeat) return;
              event.preventDefault();
              act();
            },
          ]),
        ),
        {
          ignore: (event) => event.isComposing || (counting === "typing" ? inDialog(event) : occupied(event)),
        },
      ),
    [bindings, counting],
  );
}

/** The key of the thing it stands in, seen while `?` is held; it lies above and moves nothing. */
export function Key({ children }: { children: string }) {
  return useContext(Shown) ? <kbd className="key-hint">{children}</kbd> : null;
}

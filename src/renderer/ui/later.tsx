import { type ComponentType, memo, useDeferredValue } from "react";

/**
 * A part of a page that follows what changes around it once the rest is on the screen: a key's own answer does not wait for
 * it. What it is given must not be the value of a field that is typed in.
 */
export function later<Props extends object>(Part: ComponentType<Props>): ComponentType<Props> {
  // A type of its own for memo, whose typing does not see that `Props` are those of `Part`.
  const Kept: ComponentType<Props> = memo(Part);
  return function Later(props: Props) {
    return <Kept {...useDeferredValue(props)} />;
  };
}

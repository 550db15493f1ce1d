import { Fault } from "../../base/fault.ts";
import type { Caller } from "../caller.ts";

/** The name of who asks. Faults with `unauthenticated`. */
export function callerName({ caller }: { readonly caller: Caller | null }): string {
  if (caller === null) throw new Fault("unauthenticated");
  return caller.name;
}

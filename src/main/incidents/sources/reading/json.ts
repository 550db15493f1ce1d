import { Fault } from "../../../base/fault.ts";

/** Levels of lists and objects: no source of incidents needs more. */
const DEEPEST = 100;

/** `body` as JSON. Faults with `notUnderstood`, in the name of `host`, where it is none, cut off or nested without end. */
export function parseJson(body: Uint8Array, host: string): unknown {
  if (tooDeep(body)) throw new Fault("notUnderstood", { host, problem: "its answer is nested without end" });
  try {
    return JSON.parse(new TextDecoder("utf-8").decode(body));
  } catch (error) {
    throw new Fault("notUnderstood", { host, problem: "its answer is no whole JSON" }, { cause: error });
  }
}

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [
  0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d,
];

/** Whether brackets outside of strings go deeper than DEEPEST. */
function tooDeep(body: Uint8Array): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (inString) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
  }
  return false;
}

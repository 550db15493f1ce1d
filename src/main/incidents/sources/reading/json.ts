import { Fault } from "../../../base/fault.ts";

/** Levels of lists and objects: no source of incidents needs more. */
const DEEPEST = 100;
/**
 * Values of one answer: 150,000 incidents of a dozen each. Ten million empty objects fit into 32 MB, and a thread that
 * runs out of memory within JSON.parse takes the whole process with it.
 */
const MOST_VALUES = 2_000_000;

/**
 * `body` as JSON. Faults with `notUnderstood`, in the name of `host`, where it is none, cut off, nested without end, or of
 * more values than can be held.
 */
export function parseJson(body: Uint8Array, host: string): unknown {
  const problem = tooMuch(body);
  if (problem !== null) throw new Fault("notUnderstood", { host, problem });
  try {
    return JSON.parse(new TextDecoder("utf-8").decode(body));
  } catch (error) {
    throw new Fault("notUnderstood", { host, problem: "its answer is no whole JSON" }, { cause: error });
  }
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Why a body is not even to be parsed; null where it may be. Signs within strings do not count. */
function tooMuch(body: Uint8Array): string | null {
  let depth = 0;
  let values = 0;
  let inString = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (inString) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === COMMA) values += 1;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      depth += 1;
      values += 1;
      if (depth > DEEPEST) return "its answer is nested without end";
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
    if (values > MOST_VALUES) return "its answer has more values than can be held";
  }
  return null;
}

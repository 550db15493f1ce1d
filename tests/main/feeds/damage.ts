import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Marsaglia's xorshift of 32 bits: the same damage each time. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

export type Random = ReturnType<typeof randomFrom>;

/** `bytes` with some of them changed, left out, doubled or replaced, half of that within the first `head` bytes. */
export function damaged(bytes: Uint8Array, random: Random, head = 64): Uint8Array {
  let made = new Uint8Array(bytes);
  const place = () => random(random(2) === 0 ? Math.min(head, made.byteLength) : made.byteLength);
  for (let left = random(3); left >= 0 && made.byteLength > 0; left -= 1) {
    const at = place();
    const length = 1 + random(Math.min(32, made.byteLength - at));
    const kind = random(6);
    if (kind === 0) made[at] = random(256);
    else if (kind === 1) made[at] = (made[at] ?? 0) ^ (1 << random(8));
    else if (kind === 2) made.fill([0, 0xff, 1][random(3)] ?? 0, at, at + length);
    else if (kind === 3) made = Buffer.concat([made.subarray(0, at), made.subarray(at + length)]);
    else if (kind === 4) made = Buffer.concat([made.subarray(0, at + length), made.subarray(at)]);
    else for (let index = at; index < at + length; index += 1) made[index] = random(256);
  }
  return random(12) === 0 ? made.subarray(0, place()) : made;
}

/** Random bytes behind a true beginning. */
export function noise(beginning: Uint8Array, random: Random): Uint8Array {
  const made = new Uint8Array(random(600)).map(() => (random(3) === 0 ? 0 : random(256)));
  made.set(beginning.subarray(0, random(Math.min(48, made.byteLength + 1, beginning.byteLength))));
  return made;
}

setFlagsFromString("--expose-gc");
const collect: unknown = runInNewContext("gc");

/** Bytes that are held by this process's JavaScript. */
export function held(): number {
  // Twice: buffers are let go after the objects that had them.
  for (let turn = 0; turn < 2; turn += 1) if (typeof collect === "function") collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

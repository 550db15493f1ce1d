/** Names that people gave, for a terminal: one after the other, without what would steer it. */
export function printable(names: readonly string[]): string {
  return names.map((name) => name.replace(/\p{C}/gu, "")).join(", ");
}

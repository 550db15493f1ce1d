export type Cell = string | number | undefined;

/**
 * A line of RFC 4180. Text that a spreadsheet would take for a formula (OWASP, CSV injection) gets an apostrophe before it;
 * numbers of ours stay numbers.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellOf).join(",")}\r\n`;
}

function cellOf(cell: Cell): string {
  if (typeof cell !== "string") return cell === undefined ? "" : String(cell);
  const guarded = /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

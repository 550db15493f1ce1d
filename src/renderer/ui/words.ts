/** Text as it is searched in: small letters without accents. */
export function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLocaleLowerCase("id");
}

/** Whether nothing is written in a field that has this value. */
export function isBlank(value: unknown): boolean {
  return typeof value !== "string" || value.trim() === "";
}

/** A test for texts made by `folded`: whether every word of `sought` stands somewhere in one, in any order. */
export function searchFor(sought: string): (text: string) => boolean {
  const words = folded(sought)
    .split(/\s+/)
    .filter((word) => word !== "");
  return (text) => words.every((word) => text.includes(word));
}

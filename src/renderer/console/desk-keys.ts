import type { Layout } from "../../layouts/layout.ts";
import type { Site } from "../../layouts/site.ts";

/** Moves the focus to the tab stop of what `selector` names. */
export function focusOn(selector: string) {
  const target = document.querySelector(selector);
  if (target instanceof HTMLElement) target.focus();
}

/** The keys that lead to a part of the desk. */
export const whereKeys: Readonly<Record<string, () => void>> = {
  v: () => focusOn('.preview [tabindex="0"]'),
  l: () => focusOn('.layouts [tabindex="0"]'),
  c: () => focusOn('.cameras [tabindex="0"]'),
  p: () => focusOn('.program [tabindex="0"]'),
  z: () => focusOn(".ptz-pad button"),
};

/** The first nine layouts, each taken by its digit. */
export function layoutKeys(
  layouts: readonly Layout[],
  take: (id: string) => void,
): Record<string, () => void> {
  return Object.fromEntries(layouts.slice(0, 9).map(({ id }, at) => [String(at + 1), () => take(id)]));
}

/** The wall behind this one, or the first again. */
export function nextWall({ walls }: Site, wallId: string): string {
  return walls[(walls.findIndex(({ id }) => id === wallId) + 1) % walls.length]?.id ?? wallId;
}

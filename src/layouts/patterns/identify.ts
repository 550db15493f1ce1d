import type { Output } from "../site.ts";
import { DARK, GREY, WHITE, YELLOW } from "./colours.ts";
import type { Mark } from "./mark.ts";
import type { Pattern } from "./pattern.ts";
import { cut, fill, frame, text } from "./pieces.ts";

/** Where an output is connected, in words that need no language. */
function connection({ placement }: Output): string[] {
  if (placement.kind !== "display") return [];
  if (placement.connector !== undefined) return [placement.connector];
  return placement.x === undefined || placement.y === undefined ? [] : [`${placement.x}, ${placement.y}`];
}

/** The name of the wall, panel or output, and in every part the output that shows it and where that is connected. */
export const identify: Pattern = ({ rect, name, turn, parts, panels }) => {
  const size = `${rect.width} × ${rect.height} px`;
  const marks: Mark[] = [fill(rect, DARK)];
  for (const { rect: at } of panels) marks.push(...frame(at, 1, GREY));
  for (const { rect: part, output, turn: partTurn } of parts) {
    marks.push(...frame(part, Math.max(1, Math.round(Math.min(part.width, part.height) / 180)), YELLOW));
    const upright = partTurn === 0 || partTurn === 180;
    const [first = part, second = part] = cut(part, upright ? "down" : "right", 2);
    const reversed = partTurn === 90 || partTurn === 180;
    const [upper, lower] = reversed ? [second, first] : [first, second];
    marks.push(
      ...text(upper, [name, size], WHITE, { turn: partTurn }),
      ...text(lower, [output.name, [output.id, ...connection(output)].join(" · ")], YELLOW, {
        turn: partTurn,
      }),
    );
  }
  if (parts.length === 0) marks.push(...text(rect, [name, size], WHITE, { turn }));
  return marks;
};

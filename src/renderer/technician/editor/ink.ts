import type { Ink } from "./scene.ts";

/** The colours and the family of the page. */
export function readInk(element: Element): { ink: Ink; font: string } {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const ink: Ink = {
    ...{ ground: of("ground"), surface: of("surface"), raised: of("raised"), line: of("line") },
    ...{
      "line-strong": of("line-strong"),
      text: of("text"),
      "text-dim": of("text-dim"),
      accent: of("accent"),
    },
    ...{ medium: of("medium"), high: of("high"), hatch: of("hatch"), strip: of("strip") },
  };
  return { ink, font: `13px ${of("family")}` };
}

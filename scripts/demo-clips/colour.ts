/** Red, green and blue, 0 to 255; more than 255 is glare and clipped when drawn. */
export type Colour = readonly [number, number, number];

export function rgb(hex: number): Colour {
  return [(hex >> 16) & 255, (hex >> 8) & 255, hex & 255];
}

export function mix(a: Colour, b: Colour, share: number): Colour {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

export function times(a: Colour, b: Colour | number): Colour {
  const [r, g, blue] = typeof b === "number" ? [b, b, b] : b;
  return [a[0] * r, a[1] * g, a[2] * blue];
}

/** As CSS; the canvas clips what is out of range. */
export function css(colour: Colour, alpha = 1): string {
  const [r, g, b] = colour.map((part) => Math.max(0, Math.min(255, Math.round(part))));
  return `rgba(${r},${g},${b},${alpha})`;
}

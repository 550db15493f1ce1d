/**
 * `template` with a value at each `{name}`, a dash where there is none. `worded` puts a value in other words before it
 * takes its place.
 */
export function fill(
  template: string,
  values: Readonly<Record<string, string | number>>,
  worded: (value: string, name: string) => string = (value) => value,
): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return value === undefined ? "–" : worded(String(value), name);
  });
}

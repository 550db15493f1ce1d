/** What may stand behind the `#` of an `http://` or `https://` address; it is never sent to the device. */
export interface HttpOptions {
  /** `every=2s`: how often a picture is asked for, milliseconds; null leaves it to what the device gives. */
  readonly everyMs: number | null;
  /** `certificate=any`: a certificate is not looked at. */
  readonly anyCertificate: boolean;
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000 };
const LEAST_MS = 100;
const MOST_MS = 3_600_000;

/** The options in `hash`, such as `#every=500ms&certificate=any`; what is not understood counts as left out. */
export function httpOptions(hash: string): HttpOptions {
  const options = new URLSearchParams(hash.replace(/^#/, ""));
  const everyMs = durationMs(options.get("every") ?? "");
  return {
    everyMs: everyMs !== null && everyMs >= LEAST_MS && everyMs <= MOST_MS ? everyMs : null,
    anyCertificate: options.get("certificate") === "any",
  };
}

/** Whether `hash` names an interval that cannot be kept. */
export function wrongInterval(hash: string): boolean {
  const named = new URLSearchParams(hash.replace(/^#/, "")).has("every");
  return named && httpOptions(hash).everyMs === null;
}

function durationMs(text: string): number | null {
  const [, amount, unit = "s"] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text) ?? [];
  return amount === undefined ? null : Number(amount) * (units[unit] ?? 1_000);
}

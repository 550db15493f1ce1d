import { useCallback, useEffect, useRef, useState } from "react";
import type { AlertItem } from "../../protocol/alert.ts";
import { severities, type Severity } from "../../protocol/incident.ts";

const urls: Readonly<Record<Severity, string>> = {
  critical: new URL("./sounds/critical.wav", import.meta.url).href,
  high: new URL("./sounds/high.wav", import.meta.url).href,
  medium: new URL("./sounds/medium.wav", import.meta.url).href,
  low: new URL("./sounds/low.wav", import.meta.url).href,
};

/** Of the whole: the files themselves are 12 dB below full scale. */
const VOLUME = 0.8;
/** How often what is critical is heard until somebody answers, milliseconds. */
const AGAIN_MS = 30_000;

/** The worst severity of those that are to be heard; null where none is. */
export function heardOf({ alerts }: AlertItem): Severity | null {
  const heard = alerts.filter(({ sound }) => sound).map(({ severity }) => severity);
  return severities.find((severity) => heard.includes(severity)) ?? null;
}

/**
 * Plays each alert once, the worst alone where several come together, and what is critical every 30 s until it is answered.
 * `blocked` while the browser lets nothing be heard before somebody has clicked on the page.
 */
export function useAlertSound(told: readonly AlertItem[]): { blocked: boolean; unblock: () => void } {
  const [blocked, setBlocked] = useState(false);
  const played = useRef(new Set<string>());
  const play = useCallback(async (severity: Severity) => {
    const audio = new Audio(urls[severity]);
    audio.volume = VOLUME;
    try {
      await audio.play();
      setBlocked(false);
    } catch (error) {
      // NotAllowedError: the autoplay rules of browsers; without a loudspeaker there is nothing to tell either way.
      setBlocked(error instanceof DOMException && error.name === "NotAllowedError");
    }
  }, []);
  const worst = severities.find((severity) => told.some((item) => heardOf(item) === severity)) ?? null;
  useEffect(() => {
    const fresh = told.filter(({ id }) => !played.current.has(id));
    played.current = new Set(told.map(({ id }) => id));
    const severity = severities.find((one) => fresh.some((item) => heardOf(item) === one));
    if (severity !== undefined) void play(severity);
  }, [told, play]);
  const critical = worst === "critical";
  useEffect(() => {
    if (!critical) return undefined;
    const timer = setInterval(() => void play("critical"), AGAIN_MS);
    return () => clearInterval(timer);
  }, [critical, play]);
  return { blocked: blocked && worst !== null, unblock: () => void play(worst ?? "low") };
}

import { pino, type Logger, type LoggerOptions } from "pino";

export type Log = Logger;

/** User and password of any address, wherever it stands in a text. The scheme is bounded, or a long word would cost its square. */
const userinfo = /([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/@'"]*(?:@[^\s/@'"]*)*@/gi;

/** A password that a camera wants in its path or query, as `?pwd=...` or `/user=a_password=..._channel=1`. */
const parameter =
  /((?:^|[?&/_;\s])(?:password|passwd|pass|pwd|loginpas|passphrase)=)[^&\s'"/;]*?(?=_(?:channel|stream)|[&\s'"/;]|$)/gi;

/** `text` with the user and password of every address in it replaced by three dots. */
export function withoutCredentials(text: string): string {
  return text.replace(userinfo, "$1...@").replace(parameter, "$1...");
}

/** What every log of the core is made with; credentials in addresses never reach it. */
export function logOptions(level: string): LoggerOptions {
  return {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        "password",
        "*.password",
        "token",
        "*.token",
        "cookie",
        "*.cookie",
        "authorization",
        "*.authorization",
      ],
    },
    hooks: {
      streamWrite: withoutCredentials,
    },
  };
}

/** One JSON object a line on standard output. */
export function createLog(level: string): Log {
  return pino(logOptions(level));
}

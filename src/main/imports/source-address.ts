import { shortened } from "./entry.ts";
import { type Remark, remark } from "./remarks.ts";

/** Kinds of sources that start a program, of go2rtc and Frigate. */
const programs = /^(?:exec|echo|expr):/i;
/** Those that are made of another stream, or of a device that is no address. */
const made =
  /^(?:ffmpeg|onvif|homekit|dvrip|bubble|nest|ring|roborock|tuya|webtorrent|webrtc|hass|gopro|kasa|tapo|ivideon|isapi|multitrans|doorbird|eseecloud|yandex|wyze|xiaomi|mpegts|tcp|alsa|v4l2|flussonic):/i;

/** The address of a source as those programs write it, without what they append behind `#`; or why there is none. */
export function sourceAddress(written: string, field: string): string | Remark {
  const text = written.trim();
  const given = shortened(text.split(/[\s?#]/, 1)[0] ?? "");
  if (programs.test(text)) return remark("runsProgram", field, { given: given.split(":", 1)[0] ?? "" });
  if (made.test(text)) return remark("madeFromOther", field, { given });
  const missing = [...text.matchAll(/\$\{[^}]*\}|\{[A-Z][A-Z0-9_]*\}/g)].map(([name]) => name);
  if (missing.length > 0)
    return remark("placeholder", field, { given: shortened([...new Set(missing)].join(", ")) });
  return text.replace(/#.*$/s, "");
}

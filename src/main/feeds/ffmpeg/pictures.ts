import { Fault } from "../../base/fault.ts";
import type { UnitReader } from "../codings/coding.ts";
import { codingOf } from "../codings/kinds.ts";
import { NutReader, type NutStream } from "../nut/reader.ts";
import type { SourceListener } from "../source.ts";
import { type ChildOrder, runChild } from "./child.ts";
import { diagnose, isDamage, needsPatience, type Place } from "./diagnosis.ts";
import { InputTurn } from "./input-turn.ts";
import type { FfmpegProgram } from "./program.ts";

export interface PictureOrder {
  readonly program: FfmpegProgram;
  readonly arguments: readonly string[];
  readonly input: ChildOrder["input"];
  readonly abrupt?: boolean;
  readonly place: Place;
  /** Whether it encodes them itself: then each comes whole. */
  readonly encodes?: boolean;
  /** Whether it is told to say what its input holds (`-loglevel info`), the turn of a picture among it. */
  readonly tells?: boolean;
}

/** Lines of ffmpeg that are kept to explain its end. */
const KEPT_LINES = 30;

/**
 * Runs ffmpeg and hands on its pictures until it ends: rejects with a Fault, or resolves after an abort, when no
 * process is left. `false` where ffmpeg must be given more to read before it can pass the stream on.
 */
export async function readPictures(
  order: PictureOrder,
  listener: SourceListener,
  signal: AbortSignal,
): Promise<boolean> {
  const stop = new AbortController();
  const ended = () => stop.abort();
  signal.addEventListener("abort", ended, { once: true });
  if (signal.aborted) stop.abort();
  let refusal: Fault | null = null;
  let units: UnitReader | null = null;
  let delivered = false;
  /** After damage pictures would be built on ones that are missing. */
  let torn = false;
  const lines: string[] = [];
  const turn = new InputTurn(order.tells === true);
  /** What came before it was known how it stands. */
  const early: Uint8Array[] = [];
  const refuse = (fault: Fault) => {
    refusal ??= fault;
    stop.abort();
  };
  const reader = new NutReader({
    stream(stream: NutStream) {
      if (!stream.video) return;
      const coding = codingOf(stream.fourcc);
      if (coding === null) {
        refuse(new Fault("unsupportedCodec", { host: order.place.host, codec: printable(stream.fourcc) }));
        return;
      }
      units = coding.reader({ ...stream, whole: order.encodes === true });
    },
    frame(frame) {
      for (const unit of units?.push(frame) ?? []) {
        if (stop.signal.aborted) return;
        delivered = true;
        torn &&= !unit.key;
        if (!torn) listener.accessUnit(turn.applied(unit));
      }
    },
    damage() {
      torn = true;
      listener.damage(1);
    },
  });
  const end = await runChild(
    {
      program: order.program,
      arguments: order.arguments,
      input: order.input,
      ...(order.abrupt === undefined ? {} : { abrupt: order.abrupt }),
      output(bytes) {
        if (turn.known) reader.push(bytes);
        else early.push(bytes);
      },
      complaint(line) {
        if (turn.hear(line)) for (const bytes of early.splice(0)) reader.push(bytes);
        if (delivered && isDamage(line)) listener.damage(1);
        lines.push(line);
        if (lines.length > KEPT_LINES) lines.shift();
      },
    },
    stop.signal,
  );
  signal.removeEventListener("abort", ended);
  if (signal.aborted) return true;
  if (refusal !== null) throw refusal;
  if (!delivered && end.signal === null && needsPatience(lines)) return false;
  throw diagnose(end, lines, delivered, order.place);
}

function printable(fourcc: string): string {
  return fourcc.replaceAll(/[^\x20-\x7e]/g, "?") || "?";
}

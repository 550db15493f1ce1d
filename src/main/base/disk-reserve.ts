import { statfs } from "node:fs/promises";
import { Fault } from "./fault.ts";

/** At least this stays free, bytes, and at least this share of the disk. */
const RESERVE_BYTES = 1024 ** 3;
const RESERVE_SHARE = 0.05;

/**
 * Leaves room on the disk of `folder` for the database, which needs it more than files that people keep: faults with
 * `diskNearlyFull` where less would stay free than `reserveBytes` (by default a share of the disk) once `wanted` bytes are written.
 */
export async function refuseWhenNearlyFull(
  folder: string,
  wanted: number,
  reserveBytes?: number,
): Promise<void> {
  const { bavail, bsize, blocks } = await statfs(folder);
  const free = bavail * bsize;
  const reserve = reserveBytes ?? Math.max(RESERVE_BYTES, blocks * bsize * RESERVE_SHARE);
  if (free - wanted >= reserve) return;
  throw new Fault("diskNearlyFull", {
    path: folder,
    freeMb: Math.floor(free / 1e6),
    reserveMb: Math.ceil(reserve / 1e6),
  });
}

/**
 * For an ffmpeg that reads NUT of ours, whose times begin wherever the clock of a camera or of this process stands. A
 * first time of more than 30 hours it would take for an error, and then count one tick a picture instead.
 */
export const anyStart: readonly string[] = ["-dts_error_threshold", "1e12"];

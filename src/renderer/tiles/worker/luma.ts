/** Blocks across and down; each is judged by its mean. */
const COLUMNS = 48;
const ROWS = 27;
/** Points of a block that are read, in each direction. */
const POINTS = 4;
/** Levels of 255 by which no block may differ: a key frame of a still picture is coded a little differently. */
const SAME = 3;

/** The mean luma of each block, 48 x 27 of them, of a plane of 8 bit luma. `stride` in bytes. */
export function lumaBlocks(plane: Uint8Array, width: number, height: number, stride: number): Uint8Array {
  const blocks = new Uint8Array(COLUMNS * ROWS);
  const acrossPoints = COLUMNS * POINTS;
  const downPoints = ROWS * POINTS;
  for (let row = 0; row < ROWS; row += 1) {
    for (let column = 0; column < COLUMNS; column += 1) {
      let sum = 0;
      for (let down = 0; down < POINTS; down += 1) {
        const y = Math.floor(((row * POINTS + down + 0.5) * height) / downPoints);
        for (let across = 0; across < POINTS; across += 1) {
          const x = Math.floor(((column * POINTS + across + 0.5) * width) / acrossPoints);
          sum += plane[y * stride + x] ?? 0;
        }
      }
      blocks[row * COLUMNS + column] = Math.round(sum / (POINTS * POINTS));
    }
  }
  return blocks;
}

/** Whether two pictures look the same: no block differs by more than 3 levels. */
export function samePicture(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) {
    if (Math.abs((a[index] ?? 0) - (b[index] ?? 0)) > SAME) return false;
  }
  return true;
}

import { PbfWriter } from "pbf";

/** A Mapbox Vector Tile (2.1) of one layer `water` with one polygon, positions in steps of 4096. */
export function waterTile(ring: readonly (readonly [number, number])[]): Buffer {
  const tile = new PbfWriter();
  const zigzag = (value: number) => (value << 1) ^ (value >> 31);
  const commands = [9];
  let [x, y] = [0, 0];
  for (const [at, [nextX, nextY]] of ring.entries()) {
    if (at === 1) commands.push(((ring.length - 1) << 3) | 2);
    commands.push(zigzag(nextX - x), zigzag(nextY - y));
    [x, y] = [nextX, nextY];
  }
  commands.push(15);
  tile.writeMessage(
    3,
    (_: null, layer: PbfWriter) => {
      layer.writeVarintField(15, 2);
      layer.writeStringField(1, "water");
      layer.writeMessage(
        2,
        (__: null, feature: PbfWriter) => {
          feature.writeVarintField(3, 3);
          feature.writePackedVarint(4, commands);
        },
        null,
      );
      layer.writeVarintField(5, 4096);
    },
    null,
  );
  return Buffer.from(tile.finish());
}

/** A PMTiles archive (version 3) without compression that holds one vector tile, 0/0/0. */
export function archiveOf(tile: Buffer): Buffer {
  const directory = Buffer.from([1, 0, 1, ...varint(tile.length), 1]);
  const metadata = Buffer.from("{}");
  const head = Buffer.alloc(127);
  head.write("PMTiles", "latin1");
  head[7] = 3;
  const places = [
    [8, 127],
    [16, directory.length],
    [24, 127 + directory.length],
    [32, metadata.length],
    [40, 0],
    [48, 0],
    [56, 127 + directory.length + metadata.length],
    [64, tile.length],
    [72, 1],
    [80, 1],
    [88, 1],
  ] as const;
  for (const [at, value] of places) head.writeBigUInt64LE(BigInt(value), at);
  // Clustered; neither directories nor tiles are compressed; vector tiles; zoom 0.
  head.set([1, 1, 1, 1, 0, 0], 96);
  return Buffer.concat([head, directory, metadata, tile]);
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >> 7)];
}

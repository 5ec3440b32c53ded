// Screenshots as pixels. Drivers give PNG files, and all of them write the plain kind: 8 bits, no interlace.
import { inflateSync } from 'node:zlib';

export interface Picture {
  width: number;
  height: number;
  /** Bytes of a pixel: 3 or 4. */
  channels: number;
  pixels: Buffer;
}

/** A part of a picture. Units: CSS pixels. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const CHANNELS: Record<number, number> = { 2: 3, 6: 4 };

/** The byte that the Paeth filter predicts. Source: PNG specification, 9.4. */
function predict(left: number, up: number, upLeft: number): number {
  const toLeft = Math.abs(up - upLeft);
  const toUp = Math.abs(left - upLeft);
  const toUpLeft = Math.abs(left + up - 2 * upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}

/** What a filtered byte is relative to, by the filter's number. Source: PNG specification, 9.2. */
const FILTERS: ((left: number, up: number, upLeft: number) => number)[] = [
  () => 0,
  (left) => left,
  (_left, up) => up,
  (left, up) => (left + up) >> 1,
  predict,
];

/** Decodes a PNG file. */
export function decodePicture(png: Buffer): Picture {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const [depth, kind, interlace] = [png[24], png[25]!, png[28]];
  const channels = CHANNELS[kind];
  if (channels === undefined || depth !== 8 || interlace !== 0)
    throw new Error(`a PNG of kind ${kind}, depth ${depth}`);
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const data = inflateSync(Buffer.concat(parts));
  const row = width * channels;
  const pixels = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++) {
    const from = y * (row + 1);
    const unfilter = FILTERS[data[from]!]!;
    for (let x = 0; x < row; x++) {
      const at = y * row + x;
      const left = x < channels ? 0 : pixels[at - channels]!;
      const up = y === 0 ? 0 : pixels[at - row]!;
      const upLeft = x < channels || y === 0 ? 0 : pixels[at - row - channels]!;
      pixels[at] = data[from + 1 + x]! + unfilter(left, up, upLeft);
    }
  }
  return { width, height, channels, pixels };
}

/** A part of a picture by itself. */
export function cutOut({ width, height, channels, pixels }: Picture, box: Box): Picture {
  const [left, top] = [Math.max(0, Math.round(box.x)), Math.max(0, Math.round(box.y))];
  const right = Math.min(width, Math.round(box.x + box.width));
  const bottom = Math.min(height, Math.round(box.y + box.height));
  const rows = Array.from({ length: Math.max(0, bottom - top) }, (_, y) => {
    const from = (top + y) * width;
    return pixels.subarray((from + left) * channels, (from + right) * channels);
  });
  return { width: right - left, height: rows.length, channels, pixels: Buffer.concat(rows) };
}

/** Chromium rounds the edges of round corners otherwise where its tiles begin elsewhere: no eye sees it. Units: 255ths of a channel. */
const ROUNDING = 3;

/** The pixels that differ outside of boxes, as the box around them; null: none. */
export function differenceOutside(boxes: readonly Box[], one: Picture, other: Picture): Box | null {
  const { width, height, channels } = one;
  if (width !== other.width || height !== other.height || channels !== other.channels)
    return { x: 0, y: 0, width, height };
  const isInside = (x: number, y: number): boolean =>
    boxes.some(
      (box) =>
        x >= Math.floor(box.x) &&
        x < Math.ceil(box.x + box.width) &&
        y >= Math.floor(box.y) &&
        y < Math.ceil(box.y + box.height),
    );
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let at = 0; at < one.pixels.length; at++) {
    if (Math.abs(one.pixels[at]! - other.pixels[at]!) <= ROUNDING) continue;
    const pixel = Math.floor(at / channels);
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    if (isInside(x, y)) continue;
    [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
  }
  return right < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** Screenshots with a palette: a third of the bytes, and no difference that eyes see. */
import * as zlib from 'node:zlib';

const { deflateSync, inflateSync } = zlib;

const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

/** A PNG of 8 bits per channel, as browsers write it, with 256 of its colours; others become the nearest of them. */
export function withPalette(png) {
  const { width, height, channels, pixels } = decode(png);
  const counts = new Map();
  const keys = new Uint32Array(width * height);
  for (let at = 0; at < keys.length; at++) {
    const from = at * channels;
    const key = (pixels[from] << 16) | (pixels[from + 1] << 8) | pixels[from + 2];
    keys[at] = key;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const palette = paletteOf(counts);
  const index = new Map(palette.map((key, at) => [key, at]));
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const key = keys[y * width + x];
      let found = index.get(key);
      if (found === undefined) {
        found = nearest(key, palette);
        index.set(key, found);
      }
      lines[y * (width + 1) + 1 + x] = found;
    }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap(parts));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const parts = (key) => [key >> 16, (key >> 8) & 255, key & 255];

/** Colours of the palette that are the most frequent of all; the others are those that these would show worst. */
const FREQUENT = 160;

function paletteOf(counts) {
  const byCount = [...counts].sort((a, b) => b[1] - a[1]);
  const palette = byCount.slice(0, FREQUENT).map(([key]) => key);
  // A small patch of a colour of its own counts more than one of many shades of an edge.
  const others = byCount.slice(FREQUENT, 6000).map(([key, count]) => ({
    key,
    count,
    away: Math.min(...palette.map((other) => distance(key, other))),
  }));
  while (palette.length < 256 && others.length > 0) {
    const worst = others.reduce((most, one) => (one.away * one.count > most.away * most.count ? one : most));
    if (worst.away === 0) break;
    palette.push(worst.key);
    for (const one of others) one.away = Math.min(one.away, distance(one.key, worst.key));
  }
  return palette;
}

function nearest(key, palette) {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  palette.forEach((other, at) => {
    const away = distance(key, other);
    if (away < least) [best, least] = [at, away];
  });
  return best;
}

/** How different eyes find two colours. */
function distance(one, other) {
  const [r, g, b] = parts(one);
  const [x, y, z] = parts(other);
  return 3 * (r - x) ** 2 + 6 * (g - y) ** 2 + (b - z) ** 2;
}

function decode(png) {
  let header;
  const data = [];
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') header = body;
    if (type === 'IDAT') data.push(body);
    at += 12 + length;
  }
  const [width, height, depth, colour, interlaced] = [
    header.readUInt32BE(0),
    header.readUInt32BE(4),
    header[8],
    header[9],
    header[12],
  ];
  if (depth !== 8 || (colour !== 2 && colour !== 6) || interlaced !== 0)
    throw new Error('not a PNG as browsers write it');
  const channels = colour === 6 ? 4 : 3;
  return {
    width,
    height,
    channels,
    pixels: unfiltered(inflateSync(Buffer.concat(data)), width * channels, height, channels),
  };
}

/** The bytes of the lines, without the filter that each was written with (PNG specification, section 9). */
function unfiltered(raw, stride, height, channels) {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x < channels ? 0 : out[at - channels];
      const up = y === 0 ? 0 : out[at - stride];
      const corner = x < channels || y === 0 ? 0 : out[at - stride - channels];
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      out[at] = raw[y * (stride + 1) + 1 + x] + guess;
    }
  }
  return out;
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

function chunk(type, body) {
  const head = Buffer.from(type, 'latin1');
  const out = Buffer.alloc(12 + body.length);
  out.writeUInt32BE(body.length, 0);
  head.copy(out, 4);
  body.copy(out, 8);
  out.writeUInt32BE(crc(Buffer.concat([head, body])), 8 + body.length);
  return out;
}

/** Cyclic redundancy check of PNG; Node has one from 22.2 on. */
function crc(bytes) {
  if (typeof zlib.crc32 === 'function') return zlib.crc32(bytes);
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}

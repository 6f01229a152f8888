const HALF = 2 ** 32;

/** 32 bits of a whole number, others for each `salt`: the finalizer of MurmurHash3 over both halves. */
export function hashOf(key: number, salt: number): number {
  const high = Math.imul(Math.floor(key / HALF) ^ Math.imul(salt, 0x9e3779b1), 0x85ebca6b);
  let hash = (key | 0) ^ high;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

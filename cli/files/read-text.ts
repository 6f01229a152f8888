/**
 * Reads a text file or says why it cannot be one.
 *
 * `cli/files` is the one place of the command that touches the file system.
 */
import { readFileSync, statSync } from 'node:fs';
import { Failure } from '../failure.js';

/** Largest file that is read: a design of a thousand components has about 300 KB. */
export const maximumBytes = 8_000_000;

/** The text of a file. Fails with a sentence for a missing file, a folder, a file that is too large, and one that is no text. */
export function readText(path: string, name: string = path): string {
  let bytes: Buffer;
  try {
    const found = statSync(path);
    if (found.isDirectory())
      throw new Failure(`${name} is a folder, not a file.`, 'Name the file in it: a folder is never read as a whole.');
    if (found.size > maximumBytes)
      throw new Failure(
        `${name} is too large: ${Math.ceil(found.size / 1e6)} MB, at most ${maximumBytes / 1e6} MB are read.`,
      );
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${name} cannot be read: ${reasonOf(error)}.`);
  }
  return decode(bytes, name);
}

/** The sentence behind an error of the file system. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    ENOTDIR: 'a part of its path is no folder',
    EACCES: 'permission is denied',
    EPERM: 'permission is denied',
    EISDIR: 'it is a folder',
    ENAMETOOLONG: 'its name is too long',
    ELOOP: 'its links go round in a circle',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
  };
  return known[code] ?? (error instanceof Error ? error.message : String(error));
}

/** UTF-8, a byte order mark kept; fails for anything else, so that nothing is ever written back damaged. */
export function decode(bytes: Uint8Array, name: string): string {
  // Text never holds a zero byte; files of other kinds nearly always do, near their beginning.
  if (bytes.subarray(0, 65_536).includes(0)) throw new Failure(`${name} is not a text file.`);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Failure(`${name} is not UTF-8 text.`);
  }
}

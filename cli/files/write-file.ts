/** Writes files whole or not at all: into a temporary file beside the target that is then renamed. */
import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../failure.js';
import { reasonOf } from './read-text.js';

/** Temporary files that exist at the moment; removed when the process is told to stop. */
const open = new Set<string>();

/** Replaces the file by `data`. A failure or a cancelled run leaves what was there before, and no other file. */
export function writeFile(path: string, data: string | Uint8Array): void {
  const target = realTarget(path);
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
  try {
    open.add(temporary);
    const file = openSync(temporary, 'wx', modeOf(target));
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new Failure(`${path} cannot be written: ${reasonOf(error)}.`);
  } finally {
    open.delete(temporary);
  }
}

/** Removes what unfinished writes have left; for signals. */
export function removeTemporaryFiles(): void {
  for (const path of open) rmSync(path, { force: true });
}

/** A link stays a link: the file it points to is replaced. */
function realTarget(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Permissions are kept; a new file gets the usual ones. */
function modeOf(path: string): number {
  try {
    return statSync(path).mode & 0o777;
  } catch {
    return 0o666;
  }
}

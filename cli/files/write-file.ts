/** Writes files whole or not at all: into a temporary file beside the target that is then renamed. */
import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../failure.js';
import { reasonOf } from './read-text.js';

/** Signals that tell the process to stop, with the status it then ends with. */
const stopping = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

/** Replaces the file by `data`. A failure or a cancelled run leaves what was there before, and no other file. */
export function writeFile(path: string, data: string | Uint8Array): void {
  const target = realTarget(path);
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
  const resume = finishFirst();
  try {
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
    throw new Failure(`${path} cannot be written: ${isMissing(error) ? 'there is no such folder' : reasonOf(error)}.`);
  } finally {
    resume();
  }
}

/**
 * Lets a signal wait until the file is whole. Only then: a signal with a listener waits for any computation to end, so
 * that nobody could stop a long one.
 */
function finishFirst(): () => void {
  const listeners = stopping.map(([signal, status]) => [signal, () => process.exit(status)] as const);
  for (const [signal, stop] of listeners) process.on(signal, stop);
  return () =>
    // A signal that came meanwhile is heard in this round of events; until then the listeners must be there.
    setImmediate(() => {
      for (const [signal, stop] of listeners) process.off(signal, stop);
    });
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

/** A new file needs no file, so what is missing is its folder. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

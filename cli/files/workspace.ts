/** The folder a design belongs to: imports stay inside it, and `sysdesign.json` lies in it. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Read } from '../../language/workspace/workspace.js';
import { Failure } from '../failure.js';
import { readText } from './read-text.js';

/** Name of the configuration file. */
export const configName = 'sysdesign.json';

/** The nearest folder upwards with `sysdesign.json` or `.git`, else the file's own. */
export function rootOf(file: string): string {
  const own = dirname(file);
  for (let folder = own; ; folder = dirname(folder)) {
    if (existsSync(join(folder, configName)) || existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return own;
  }
}

/** Reads files of a workspace for the language; what lies outside it, through links too, does not exist. */
export function readerOf(root: string): Read {
  const realRoot = real(root) ?? root;
  return (path) => {
    const found = real(path);
    if (found === undefined || !isWithin(realRoot, found)) return undefined;
    try {
      return readText(found);
    } catch (error) {
      if (error instanceof Failure) return { unreadable: error.message.slice(found.length + 1).replace(/\.$/, '') };
      throw error;
    }
  };
}

function real(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !/^([A-Za-z]:|[\\/])/.test(way);
}

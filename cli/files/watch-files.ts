/**
 * Hears when files change. Folders are watched, not files: editors replace a file by renaming another one, which ends a
 * watch of the file itself, and a file that is missing now may come.
 */
import { existsSync, type FSWatcher, realpathSync, statSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** What is watched; nothing after `close`. */
export interface FileWatch {
  /** Watches these files instead of the ones before, whether they exist or not. */
  follow(paths: Iterable<string>): void;
  close(): void;
}

interface WatchedFolder {
  readonly watcher: FSWatcher;
  readonly inode: number | undefined;
  /** Of the files that matter in it. */
  names: ReadonlySet<string>;
}

/** Waits that long for the next change: tools write a file in several steps. */
const settled = 25;
/** A change is told at the latest after that time, however many follow. */
const latest = 200;

/** Calls `changed` soon after one or several of the files that are followed may have changed. Times are in milliseconds. */
export function watchFiles(changed: () => void): FileWatch {
  const folders = new Map<string, WatchedFolder>();
  let wanted: readonly string[] = [];
  let first = 0;
  let timer: NodeJS.Timeout | undefined;

  const note = (): void => {
    const now = Date.now();
    if (timer === undefined) first = now;
    else clearTimeout(timer);
    timer = setTimeout(tell, Math.max(0, Math.min(settled, first + latest - now)));
  };
  const tell = (): void => {
    timer = undefined;
    // A folder may have come or gone.
    open();
    changed();
  };
  const open = (): void => {
    const places = placesOf(wanted);
    // One that was replaced has the same name and says nothing any more.
    for (const [folder, { watcher, inode }] of folders)
      if (!places.has(folder) || inodeOf(folder) !== inode) {
        watcher.close();
        folders.delete(folder);
      }
    for (const [folder, names] of places) {
      const known = folders.get(folder);
      if (known !== undefined) known.names = names;
      else start(folder, names);
    }
  };
  const start = (folder: string, names: ReadonlySet<string>): void => {
    try {
      const watcher = watch(folder, (_, name) => {
        if (name === null || folders.get(folder)?.names.has(name) === true) note();
      });
      watcher.on('error', note);
      folders.set(folder, { watcher, names, inode: inodeOf(folder) });
    } catch {
      // It went away after it was found, which shows in the folder above it, or it may not be read.
    }
  };

  return {
    follow(paths) {
      wanted = [...paths];
      open();
    },
    close() {
      clearTimeout(timer);
      for (const { watcher } of folders.values()) watcher.close();
      folders.clear();
      wanted = [];
    },
  };
}

/** Folders with the names in them that matter: of a file, of what its link points to, else of the next part of its path. */
function placesOf(paths: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const places = new Map<string, Set<string>>();
  const add = (path: string): void => {
    let [folder, name] = [dirname(path), basename(path)];
    while (!existsSync(folder) && dirname(folder) !== folder) [folder, name] = [dirname(folder), basename(folder)];
    const names = places.get(folder) ?? new Set();
    places.set(folder, names.add(name));
  };
  for (const path of paths) {
    add(path);
    const target = real(path);
    if (target !== path) add(target);
    // That the folder itself goes away shows one level up.
    add(dirname(path));
  }
  return places;
}

function inodeOf(folder: string): number | undefined {
  return statSync(folder, { throwIfNoEntry: false })?.ino;
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

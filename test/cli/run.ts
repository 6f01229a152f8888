/** Runs the bundled command as users do, in a process of its own. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root } from '../root.js';

const bundle = join(root, 'dist', 'cli.js');

/** What a run gave. */
export interface Run {
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly status: number | null;
}

export interface RunOptions {
  /** Default: the folder of the test designs. */
  readonly folder?: string;
  readonly input?: string;
  /** On top of a plain environment of 80 columns without colour. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Folder of the designs that transcripts are about. */
export const designs: string = join(root, 'test', 'cli', 'designs');

let running = 0;
const waiting: (() => void)[] = [];

/** Runs `sysdesign` with these words. As many runs as there are processors go side by side. */
export async function sysdesign(words: readonly string[], options: RunOptions = {}): Promise<Run> {
  if (!existsSync(bundle)) throw new Error('dist/cli.js is missing: build it with `npm run build` first');
  if (running >= availableParallelism()) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  try {
    return await start(words, options);
  } finally {
    running--;
    waiting.shift()?.();
  }
}

/** Starts runs for all items at once; each is asked for by its item. A failure shows where it is asked for. */
export function sideBySide<T>(items: readonly T[], run: (item: T) => Promise<Run>): (item: T) => Promise<Run> {
  const runs = new Map(items.map((item) => [item, run(item)]));
  for (const one of runs.values()) one.catch(() => {});
  return (item) => runs.get(item) ?? Promise.reject(new Error('bug: no run was started for this item'));
}

async function start(words: readonly string[], options: RunOptions): Promise<Run> {
  const child = spawn(process.execPath, [bundle, ...words], {
    cwd: options.folder ?? designs,
    env: { PATH: process.env.PATH ?? '', COLUMNS: '80', ...options.environment },
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (data: Buffer) => stdout.push(data));
  child.stderr.on('data', (data: Buffer) => stderr.push(data));
  // A command that does not read its input may have ended before all of it was sent.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const said = Buffer.concat(stderr).toString('utf8').replace(progress, '');
  return { stdout: Buffer.concat(stdout), stderr: said, status };
}

/** Lines that appear when a command takes longer than a second, which depends on the machine. */
const progress = /^.*(?:Ctrl-C prints|events\/s$).*\n/gmu;

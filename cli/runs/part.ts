/**
 * Part files: the runs that one of several machines did, with all that joining them takes.
 *
 * JSON with a version of its own. Numbers that JSON does not know (a design may have no limit somewhere) are written as
 * `{"$number":"Infinity"}`.
 */
import { isDeepStrictEqual } from 'node:util';
import { decodeCounts } from '../../analyzer/simulator/statistics/histogram-text.js';
import { Failure } from '../failure.js';
import type { Done, Task } from './task.js';

/** Version of the format; another one is refused. */
const FORMAT = 1;

/** What a part file holds. */
export interface Part {
  readonly format: 'sysdesign-runs';
  readonly formatVersion: typeof FORMAT;
  /** Of the command that wrote it. */
  readonly version: string;
  readonly task: Omit<Task, 'indices'>;
  /** Words that make the same without `--shard`. */
  readonly command: string;
  readonly shard: { readonly number: number; readonly of: number };
  readonly done: readonly Done[];
}

/** The text of a part, with a newline at its end. */
export function partText(part: Omit<Part, 'format' | 'formatVersion'>): string {
  const whole: Part = { format: 'sysdesign-runs', formatVersion: FORMAT, ...part };
  return `${JSON.stringify(whole, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? { $number: String(value) } : value,
  )}\n`;
}

/** The part in a text; fails where it is none, is damaged, or comes from another version of the format. */
export function readPart(text: string, name: string): Part {
  let value: unknown;
  try {
    value = JSON.parse(text, (_, one: unknown) =>
      isRecord(one) && typeof one.$number === 'string' ? Number(one.$number) : one,
    );
  } catch {
    throw new Failure(`${name} is no JSON.`, 'Parts are what `sysdesign simulate --runs N --shard i/n` writes.');
  }
  if (!isRecord(value) || value.format !== 'sysdesign-runs')
    throw new Failure(`${name} is no part of a simulation.`, 'Parts are written by simulate --runs N --shard i/n.');
  if (value.formatVersion !== FORMAT)
    throw new Failure(
      `${name} has the format ${String(value.formatVersion)}, not ${FORMAT}.`,
      'Use one version of sysdesign for all parts.',
    );
  if (!isRecord(value.task) || !isRecord(value.shard) || !Array.isArray(value.done) || !value.done.every(isDone))
    throw new Failure(`${name} is damaged: a run in it is not whole.`);
  // The parts that decide what is read further have been looked at; the rest comes from ourselves.
  return value as unknown as Part;
}

/** All runs of the parts in order; fails where parts do not belong together, come twice or are missing. */
export function joinParts(parts: readonly { readonly name: string; readonly part: Part }[]): readonly Done[] {
  const [first] = parts;
  if (first === undefined) throw new Failure('There is nothing to merge.');
  const from = new Map<number, string>();
  const all: Done[] = [];
  for (const { name, part } of parts) {
    const differs = difference(first.part, part);
    if (differs !== undefined)
      throw new Failure(
        `${name} does not belong to ${first.name}: ${differs}.`,
        'Parts of one simulation differ only in --shard.',
      );
    for (const one of part.done) {
      const before = from.get(one.index);
      if (before !== undefined)
        throw new Failure(`Run ${one.index + 1} is in ${before} and in ${name}.`, 'Name each part once.');
      from.set(one.index, name);
      all.push(one);
    }
  }
  const { runs } = first.part.task;
  const missing = Array.from({ length: runs }, (_, index) => index).filter((index) => !from.has(index));
  if (missing.length > 0) {
    const { of } = first.part.shard;
    const shards = [...new Set(missing.map((index) => (index % of) + 1))].sort((a, b) => a - b);
    throw new Failure(
      `${missing.length} of ${runs} runs are missing: those of shard ${shards.map((one) => `${one}/${of}`).join(', ')}.`,
      'Merge all parts, of runs that were not interrupted.',
    );
  }
  return all.sort((a, b) => a.index - b.index);
}

function difference(one: Part, other: Part): string | undefined {
  if (one.version !== other.version) return `it was written by version ${other.version}, not ${one.version}`;
  if (!isDeepStrictEqual(one.task.design, other.task.design))
    return 'it is of another design, or of another state of it';
  if (one.task.workload !== other.task.workload)
    return `it is of the workload '${other.task.workload}', not '${one.task.workload}'`;
  if (one.task.scenario !== other.task.scenario) return 'it is of another scenario';
  if (one.task.runs !== other.task.runs) return `it is of ${other.task.runs} runs, not ${one.task.runs}`;
  if (one.shard.of !== other.shard.of) return `it is one of ${other.shard.of} shards, not of ${one.shard.of}`;
  const options = { ...one.task.options, ...other.task.options };
  const changed = Object.keys(options).find(
    (key) =>
      !isDeepStrictEqual(
        (one.task.options as Readonly<Record<string, unknown>>)[key],
        (other.task.options as Readonly<Record<string, unknown>>)[key],
      ),
  );
  return changed === undefined ? undefined : `it was run with another ${changed}`;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isDone(value: unknown): value is Done {
  if (!isRecord(value) || !Number.isSafeInteger(value.index) || !isRecord(value.record)) return false;
  const { result, histograms } = value.record;
  return (
    isRecord(result) &&
    isRecord(result.flows) &&
    isRecord(result.components) &&
    isRecord(result.timeline) &&
    isRecord(histograms) &&
    Object.values(histograms).every((text) => typeof text === 'string' && decodeCounts(text) !== undefined)
  );
}

/** What became of data in a run, for people: counts, how old reads were, and counterexamples. */
import { sayCount, sayRatio, sayTime } from '../../analyzer/design/say.js';
import type { DataResult, SimulationResult } from '../../analyzer/simulator/result.js';
import { sequenceOf } from '../../diagram/sequence/sequence.js';
import { sequenceText } from './sequence-text.js';
import { type Column, type Row, table } from './table.js';
import type { Terminal } from './terminal.js';

const columns: readonly Column[] = [
  { title: 'data', align: 'left' },
  ...['reads', 'writes', 'published', 'stale', 'lost', 'repeated', 'out of order'].map(
    (title): Column => ({ title, align: 'right' }),
  ),
];

/** A table of the data that anything was done to. */
export function dataTable({ data }: SimulationResult, terminal: Terminal): string[] {
  const used = Object.entries(data).filter(([, one]) => one.reads + one.writes + one.published + one.lost > 0);
  return used.length === 0
    ? []
    : table(
        columns,
        used.map(([id, one]) => rowOf(id, one, terminal)),
        terminal,
      );
}

function rowOf(id: string, of: DataResult, { colors }: Terminal): Row {
  const bad = (count: number) => ({
    text: sayCount(count),
    paint: count > 0 ? colors.yellow : colors.dim,
  });
  return {
    cells: [
      { text: id, paint: colors.bold },
      ...[of.reads, of.writes, of.published].map((count) => ({ text: sayCount(count) })),
      ...[of.stale, of.lost, of.duplicated, of.reordered].map(bad),
    ],
    below: [remarks(of).join(' · ')].filter((line) => line !== ''),
  };
}

function remarks({ older, staleness, kStaleness, notLinearizable, sessions, followed }: DataResult): string[] {
  const broken: readonly (readonly [number, string])[] = [
    [notLinearizable, 'not linearizable'],
    [sessions.readYourWrites, 'missed their own write'],
    [sessions.monotonicReads, 'went back'],
    [sessions.monotonicWrites, 'wrote out of order'],
    [sessions.writesFollowReads, 'wrote before what was read'],
  ];
  return [
    ...(staleness === null
      ? []
      : [`${sayCount(older)} read too old by ${sayTime(staleness.p50)} (p99 ${sayTime(staleness.p99)})`]),
    ...(older === 0 || kStaleness === null
      ? []
      : [
          `the newest version in ${sayRatio(kStaleness['1'] ?? 1)} of the reads, one of the newest 3 in ${sayRatio(kStaleness['3'] ?? 1)}`,
        ]),
    ...broken.flatMap(([count, what]) => (count > 0 ? [`${sayCount(count)} ${what}`] : [])),
    ...(followed.share === null || followed.share >= 0.9995
      ? []
      : [`${sayRatio(followed.share)} of the operations followed, on ${sayCount(followed.keys)} items`]),
  ];
}

/** Counterexamples: one of each kind and data, and how to see it again. */
export function violationLines({ violations }: SimulationResult, command: string, terminal: Terminal): string[] {
  const shown = violations.filter(
    ({ kind, data }, index) => violations.findIndex((one) => one.kind === kind && one.data === data) === index,
  );
  if (shown.length === 0) return [];
  return [
    ...shown.flatMap((violation) => [...sequenceText(sequenceOf(violation), terminal).split('\n'), '']),
    // In one line, whatever its length, so that it can be copied.
    terminal.colors.dim(`Again: ${command}`),
  ];
}

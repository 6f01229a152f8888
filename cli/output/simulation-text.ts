/** A simulation for people: each figure with its interval, beside what the estimate says of it. */

import type { Scenario } from '../../analyzer/design/design.js';
import { sayCount, sayNumber, sayRate, sayRatio, sayTime } from '../../analyzer/design/say.js';
import type { ComponentEstimate, Estimate, FlowEstimate } from '../../analyzer/estimate/estimate.js';
import type { ComponentResult, Confidence, FlowResult, SimulationResult } from '../../analyzer/simulator/result.js';
import { load, missing, orMissing, time } from '../../analyzer/wording/figure.js';
import { sayMoment } from '../../analyzer/wording/moment.js';
import { sayOutcome } from '../../analyzer/wording/outcome.js';
import { dataTable, violationLines } from './data-text.js';
import { loadColor } from './load-bar.js';
import { type Column, type Row, type TableCell, table } from './table.js';
import type { Terminal } from './terminal.js';
import { harmless } from './text-width.js';
import { hanging } from './wrap.js';

const left = (title: string): Column => ({ title, align: 'left' });
const right = (title: string): Column => ({ title, align: 'right' });

/** The whole run, without a newline at its end; `command` repeats it. */
export function simulationText(
  result: SimulationResult,
  estimate: Estimate,
  terminal: Terminal,
  command: string,
  scenario?: Scenario,
): string {
  const { colors } = terminal;
  const head = `${colors.bold(harmless(result.design))} ${colors.dim('· workload')} ${colors.bold(result.workload)} ${colors.dim('· seed')} ${colors.bold(String(result.seed))}`;
  const flows = Object.entries(result.flows).filter(([, flow]) => flow.counts.started > 0);
  const components = Object.entries(result.components).filter(([, component]) => component.arrivalRate > 0);
  const sections = [
    [head, ...hanging('', course(result), terminal.width).split('\n')],
    section('What happened', happeningLines(result, terminal), terminal),
    section('Expectations', expectationLines(result, scenario, terminal), terminal),
    section('Flows', flowTable(flows, estimate, terminal), terminal),
    section('Components', componentTable(components, estimate, terminal), terminal),
    section('Data', dataTable(result, terminal), terminal),
    section('Counterexamples', violationLines(result, command, terminal), terminal),
    section('Signs', legend(result, terminal), terminal),
    section(
      'Notes',
      [...new Set(result.notes)].map((note) => hanging('  - ', harmless(note), terminal.width)),
      terminal,
    ),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** Faults, elections and the like with their times; of candidates one after the other only the first. */
function happeningLines({ events }: SimulationResult, { width }: Terminal): string[] {
  const electing = new Set<string>();
  const kept = events.filter(({ kind, of }) => {
    const [component = ''] = of;
    if (kind === 'failover') electing.delete(component);
    if (kind !== 'election') return true;
    if (electing.has(component)) return false;
    electing.add(component);
    return true;
  });
  const shown = kept.slice(0, MOST_HAPPENINGS);
  const lines = shown.map(({ at, text }) => hanging(`  ${sayMoment(at)}  `, harmless(text), width));
  const left = kept.length - shown.length;
  return left > 0 ? [...lines, `  … and ${left} more`] : lines;
}

/** Happenings that are listed. */
const MOST_HAPPENINGS = 40;

const marks = { met: '✓', missed: '✗', undecided: '?' } as const;

/** What the scenario expects, and how it turned out. */
function expectationLines(
  { expectations }: SimulationResult,
  scenario: Scenario | undefined,
  { width, colors }: Terminal,
): string[] {
  const paint = { met: colors.green, missed: colors.red, undecided: colors.yellow } as const;
  return expectations.flatMap((one) => {
    const expectation = scenario?.expectations.find(({ id }) => id === one.id);
    if (expectation === undefined) return [];
    const name = one.id.slice(one.id.indexOf('/') + 1);
    return [hanging(`  ${paint[one.status](marks[one.status])} ${name}: `, sayOutcome(one, expectation), width)];
  });
}

/** How far the run came, and why no further. */
function course({ duration, warmup, eventCount, ended, seeds }: SimulationResult): string {
  const runs = seeds === undefined ? '' : ` in ${seeds.length} runs, each`;
  const done = `${sayTime(duration)} simulated${runs} after ${sayTime(warmup)} of warm-up, ${sayCount(eventCount)} events`;
  switch (ended) {
    case 'duration':
      return done;
    case 'precision':
      return `${done}; precise enough`;
    case 'budget':
      return `${done}; stopped there, not as precise as wanted`;
    case 'stopped':
      return `${done}; interrupted`;
  }
}

function section(title: string, lines: readonly string[], { colors }: Terminal): string[] {
  return lines.length === 0 ? [] : [colors.bold(title), ...lines];
}

function legend({ confidenceLevel }: SimulationResult, { colors, width }: Terminal): string[] {
  return [
    hanging('  ± ', `half of the interval that holds the true value with ${sayRatio(confidenceLevel)}`, width),
    hanging('  ≠ ', 'the estimate is outside of it, and more than 5 % off', width),
  ].map(colors.dim);
}

/** A simulated figure with its interval, and the estimate beside it. */
function pair(
  value: number | null,
  halfWidth: number | undefined,
  estimated: number | null | undefined,
  say: (value: number) => string,
  { colors }: Terminal,
): readonly [TableCell, TableCell] {
  const share = value === null || value === 0 || halfWidth === undefined ? undefined : halfWidth / Math.abs(value);
  const width = share === undefined ? '' : share < 0.0005 ? ' ±0 %' : ` ±${sayRatio(Number(share.toPrecision(1)))}`;
  const text = value === null ? missing : `${say(value)}${width}`;
  const isOff =
    value !== null &&
    typeof estimated === 'number' &&
    Math.abs(estimated - value) > Math.max(halfWidth ?? 0, 0.05 * Math.abs(value));
  const of = orMissing(estimated, say);
  return [{ text }, isOff ? { text: `≠ ${of}`, paint: colors.yellow } : { text: of, paint: colors.dim }];
}

function flowTable(
  flows: readonly (readonly [string, FlowResult])[],
  estimate: Estimate,
  terminal: Terminal,
): string[] {
  const columns = [
    left('flow'),
    right('rate'),
    right('mean'),
    right('estimate'),
    right('p99'),
    right('estimate'),
    right('succeeds'),
  ];
  const rows = flows.map(([id, flow]) => flowRow(id, flow, estimate.flows[id], terminal));
  return rows.length === 0 ? [] : table(columns, rows, terminal);
}

function flowRow(id: string, flow: FlowResult, estimate: FlowEstimate | undefined, terminal: Terminal): Row {
  const { latency, confidence, counts } = flow;
  const say = (value: number): string => time(value);
  const { timedOut, rejected, abandoned, retried, hedged, shortCircuited, conflicts, compensated } = counts;
  const happened: readonly (readonly [number, string])[] = [
    [timedOut, 'timed out'],
    [rejected, 'turned away'],
    [abandoned, 'gave up waiting'],
    [retried, 'tried again'],
    [hedged, 'hedged'],
    [shortCircuited, 'stopped by a breaker'],
    [conflicts, 'refused because somebody else was faster'],
    [compensated, 'undone'],
  ];
  const remarks = happened.flatMap(([count, what]) => (count > 0 ? [`${sayCount(count)} ${what}`] : []));
  return {
    cells: [
      { text: id, paint: terminal.colors.bold },
      { text: sayRate(flow.rate) },
      ...pair(latency.mean, confidence['latency.mean'], estimate?.latency.mean, say, terminal),
      ...pair(latency.p99, confidence['latency.p99'], estimate?.latency.p99, say, terminal),
      { text: orMissing(flow.availability, sayRatio) },
    ],
    below: remarks.length === 0 ? [] : [remarks.join(' · ')],
  };
}

function componentTable(
  components: readonly (readonly [string, ComponentResult])[],
  estimate: Estimate,
  terminal: Terminal,
): string[] {
  const columns = [
    left('component'),
    right('arrivals'),
    right('busy'),
    right('estimate'),
    right('wait'),
    right('estimate'),
    right('response'),
  ];
  const rows = components.map(([id, component]) => componentRow(id, component, estimate.components[id], terminal));
  return rows.length === 0 ? [] : table(columns, rows, terminal);
}

function componentRow(
  id: string,
  component: ComponentResult,
  estimate: ComponentEstimate | undefined,
  terminal: Terminal,
): Row {
  const { confidence, utilization } = component;
  const [busy, estimated] = pair(utilization, undefined, estimate?.utilization, load, terminal);
  // Waits of less than a microsecond are none.
  const waits = (value: number | null | undefined) => (typeof value === 'number' && value < 1e-6 ? 0 : value);
  const wait = pair(waits(component.waitTime) ?? null, confidence.waitTime, waits(estimate?.waitTime), time, terminal);
  return {
    cells: [
      { text: id, paint: terminal.colors.bold },
      { text: sayRate(component.arrivalRate) },
      { ...busy, paint: utilization === null ? terminal.colors.dim : loadColor(utilization, terminal.colors) },
      estimated,
      ...wait,
      { text: time(component.responseTime) },
    ],
    below: [extras(component, confidence, estimate).join(' · ')].filter((line) => line !== ''),
  };
}

function extras(component: ComponentResult, confidence: Confidence, estimate: ComponentEstimate | undefined): string[] {
  const both = (what: string, value: number | null | undefined, key: string, of: number | null | undefined) => {
    if (typeof value !== 'number' || value === 0) return [];
    const width = confidence[key];
    const known = width === undefined ? '' : ` ±${sayNumber(Number((100 * width).toPrecision(1)))}`;
    const said = sayRatio(Number(value.toPrecision(3)));
    return [`${what} ${said}${known}${typeof of === 'number' ? ` (estimate ${sayRatio(of)})` : ''}`];
  };
  const count = (value: number | undefined, what: string) =>
    value === undefined || value < 1 ? [] : [`${what} ${sayCount(Math.round(value))}`];
  return [
    ...both('hit ratio', component.hitRatio, 'hitRatio', estimate?.hitRatio),
    ...both('rejects', component.lossProbability, 'lossProbability', estimate?.lossProbability),
    ...both('abandoned', component.abandonProbability, 'abandonProbability', estimate?.abandonProbability),
    ...both('blocked', component.blockedShare, 'blockedShare', undefined),
    ...both('threads', component.threadUtilization, 'threadUtilization', estimate?.threadUtilization),
    ...both('busiest instance', component.hottestShardUtilization, '', estimate?.hottestShardUtilization),
    ...(component.instances === undefined ? [] : [`instances ${Number(component.instances.toPrecision(3))}`]),
    ...(component.age?.mean == null ? [] : [`shows what was ${time(component.age.mean)} ago`]),
    ...count(component.backlog, 'backlog'),
    ...count(component.backlogPeak, 'peak backlog'),
    ...count(component.redelivered, 'handed out again'),
    ...count(component.deadLettered, 'dead letters'),
    ...count(component.dropped, 'thrown away when it was full'),
  ];
}

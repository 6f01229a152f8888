/** An estimate for people: flows, components, links, expectations, and what was assumed. */
import type { Design } from '../../analyzer/design/design.js';
import { sayBandwidth, sayNumber, sayQuantity, sayRate, sayRatio, sayTime } from '../../analyzer/design/say.js';
import type { ComponentEstimate, Estimate, ExpectationResult, FlowEstimate } from '../../analyzer/estimate/estimate.js';
import { componentExtras } from '../../analyzer/wording/component-extras.js';
import { sayActual, stated } from '../../analyzer/wording/expectation.js';
import { load, missing, orMissing, time } from '../../analyzer/wording/figure.js';
import { isSource, notableReasons, reasonLines } from '../../analyzer/wording/reasons.js';
import { loadBar, loadColor } from './load-bar.js';
import { type Column, type Row, table } from './table.js';
import type { Terminal } from './terminal.js';
import { harmless } from './text-width.js';
import { hanging } from './wrap.js';

const left = (title: string): Column => ({ title, align: 'left' });
const right = (title: string): Column => ({ title, align: 'right' });

/** One estimate in full, without a newline at its end; `scale` is the factor its loads were multiplied by. */
export function estimateText(estimate: Estimate, design: Design, terminal: Terminal, scale = 1): string {
  const { colors } = terminal;
  const title = design.workloads.find(({ id }) => id === estimate.workload)?.title;
  const head = `${colors.bold(harmless(estimate.design))} ${colors.dim('· workload')} ${colors.bold(estimate.workload)}${scale === 1 ? '' : ` ${colors.dim('at')} ${colors.bold(`${sayNumber(scale)} ×`)}`}`;
  const sections = [
    [title === undefined ? head : `${head} ${colors.dim(harmless(title))}`],
    section('Flows', flows(estimate, terminal), terminal),
    section('Components', components(estimate, design, terminal), terminal),
    ...spikeSections(estimate, design, terminal),
    section('Links', links(estimate, terminal), terminal),
    section('Expectations', expectations(estimate, design, terminal), terminal),
    section('Sensitivity', sensitivity(estimate, terminal), terminal),
    section(
      'Notes',
      [...new Set(estimate.notes)].map((note) => hanging('  - ', harmless(note), terminal.width)),
      terminal,
    ),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function section(title: string, lines: readonly string[], { colors }: Terminal): string[] {
  return lines.length === 0 ? [] : [colors.bold(colors.underline(title)), ...lines];
}

type Figures = Pick<Estimate, 'flows' | 'components'>;

/** Flows and components that are busier at the spike than under the base load. */
function spikeSections(estimate: Estimate, design: Design, terminal: Terminal): string[][] {
  const { spike } = estimate;
  if (spike === undefined) return [];
  const raised = <T>(
    those: Readonly<Record<string, T>>,
    rateOf: (one: T) => number,
    base: Readonly<Record<string, T>>,
  ) =>
    Object.fromEntries(
      Object.entries(those).filter(([id, one]) => {
        const before = base[id];
        return before === undefined || rateOf(one) > rateOf(before) * 1.001;
      }),
    );
  const busier: Figures = {
    flows: raised(spike.flows, (flow) => flow.rate, estimate.flows),
    components: raised(spike.components, (component) => component.arrivalRate, estimate.components),
  };
  return [
    section(`Flows at the spike of ${sayTime(spike.duration)}`, flows(busier, terminal), terminal),
    section('Components at the spike', components(busier, design, terminal), terminal),
  ];
}

function flows(estimate: Figures, terminal: Terminal): string[] {
  const columns = [
    left('flow'),
    right('rate'),
    right('p50'),
    right('p99'),
    right('max rate'),
    right('available'),
    left('bottleneck'),
  ];
  const rows = Object.entries(estimate.flows).map(([id, flow]) => flowRow(id, flow, terminal));
  if (rows.length === 0) return [];
  const legend = hanging('  max rate: ', allGrowAlike, terminal.width);
  return [
    ...table(columns, rows, terminal),
    ...(Object.values(estimate.flows).some(hasLimit) ? [terminal.colors.dim(legend)] : []),
  ];
}

/** What the largest rate of a flow takes for granted. */
const allGrowAlike = 'when all flows grow alike, until a station on the way is full';

const hasLimit = ({ maxRate }: FlowEstimate): boolean => maxRate !== null;

function flowRow(id: string, flow: FlowEstimate, { colors }: Terminal): Row {
  const isBeyond = flow.maxRate !== null && flow.maxRate < flow.rate;
  return {
    cells: [
      { text: id, paint: colors.bold },
      { text: sayRate(flow.rate) },
      { text: time(flow.latency.p50) },
      { text: time(flow.latency.p99) },
      { text: orMissing(flow.maxRate, sayRate), ...(isBeyond ? { paint: colors.red } : {}) },
      { text: orMissing(flow.availability, sayRatio) },
      { text: flow.bottleneck ?? missing },
    ],
    below: reasonLines(flow.reasons).map(harmless),
  };
}

function components(estimate: Figures, design: Design, terminal: Terminal): string[] {
  const kinds = new Map(design.components.map(({ id, kind }) => [id, kind]));
  const shown = Object.entries(estimate.components).filter(([id]) => !isSource(kinds.get(id)));
  const busy = shown.filter(([, component]) => component.arrivalRate > 0);
  const idle = shown.filter(([, component]) => component.arrivalRate <= 0).map(([id]) => id);
  const columns = [
    left('component'),
    left('load'),
    right(''),
    right('servers'),
    right('arrivals'),
    right('wait'),
    right('response'),
  ];
  const rows = busy.map(([id, component]) => componentRow(id, component, terminal));
  const silent =
    idle.length === 0 ? [] : [terminal.colors.dim(hanging('  not visited: ', idle.join(', '), terminal.width))];
  return rows.length === 0 ? silent : [...table(columns, rows, terminal), ...silent];
}

function componentRow(id: string, component: ComponentEstimate, { colors }: Terminal): Row {
  const busy = component.utilization;
  const paint = busy === null ? colors.dim : loadColor(busy, colors);
  const extras = componentExtras(component);
  return {
    cells: [
      { text: id, paint: colors.bold },
      { text: busy === null ? '' : loadBar(busy), paint },
      { text: load(busy), paint },
      { text: orMissing(component.servers, sayNumber) },
      { text: sayRate(component.arrivalRate) },
      { text: time(component.waitTime) },
      { text: time(component.responseTime) },
    ],
    below: [
      ...(extras.length === 0 ? [] : [extras.join(' · ')]),
      ...reasonLines(notableReasons(component)).map(harmless),
    ],
  };
}

function links(estimate: Estimate, terminal: Terminal): string[] {
  const rows = Object.entries(estimate.links).map(([id, link]): Row => {
    const busy = link.utilization;
    const paint = busy === null ? terminal.colors.dim : loadColor(busy, terminal.colors);
    return {
      cells: [
        { text: id, paint: terminal.colors.bold },
        { text: busy === null ? '' : loadBar(busy), paint },
        { text: load(busy), paint },
        { text: sayBandwidth(link.traffic) },
        { text: orMissing(link.bandwidth, sayBandwidth) },
      ],
    };
  });
  return rows.length === 0
    ? []
    : table([left('link'), left('load'), right(''), right('traffic'), right('of')], rows, terminal);
}

/** Settings told at most. */
const MOST_SENSITIVE = 12;

function sensitivity({ sensitivity: all }: Estimate, terminal: Terminal): string[] {
  if (all === undefined) return [];
  if (all.length === 0) return ['  No setting moves a p99 by more than 0.1 %.'];
  const { colors } = terminal;
  const rows = all.slice(0, MOST_SENSITIVE).map(
    ({ setting, from, to, dimension, flow, p99, change, isWritten }): Row => ({
      cells: [
        { text: setting, paint: colors.bold },
        { text: `${sayQuantity(from, dimension)} → ${sayQuantity(to, dimension)}` },
        { text: flow },
        { text: orMissing(p99, sayTime) },
        change === null
          ? { text: 'beyond its limit', paint: colors.red }
          : {
              text: `${change < 0 ? '−' : '+'}${sayRatio(Math.abs(change))}`,
              paint: change < 0 ? colors.green : colors.yellow,
            },
      ],
      below: isWritten ? [] : ['a default'],
    }),
  );
  const more = all.length - rows.length;
  return [
    ...table([left('setting'), left('tried'), left('flow'), right('p99 then'), right('change')], rows, terminal),
    ...(more > 0 ? [colors.dim(`  and ${more} with less effect (--format json has all)`)] : []),
  ];
}

function expectations(estimate: Estimate, design: Design, terminal: Terminal): string[] {
  const { colors } = terminal;
  const rows = estimate.expectations.map((result): Row => {
    const [sign, paint] = verdict(result, terminal);
    const { text, say } = stated(result, design);
    return {
      cells: [
        { text: `${sign} ${text}`, paint },
        { text: sayActual(result, say), paint: result.holds === true ? colors.dim : paint },
      ],
      ...(result.reason === undefined ? {} : { below: [harmless(result.reason)] }),
    };
  });
  return rows.length === 0 ? [] : table([left('expected'), left('estimated')], rows, terminal);
}

function verdict(result: ExpectationResult, { colors }: Terminal): readonly [string, (text: string) => string] {
  if (result.holds === null) return ['?', colors.yellow];
  return result.holds ? ['✓', colors.green] : ['✗', colors.red];
}

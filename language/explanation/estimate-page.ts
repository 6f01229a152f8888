/** The estimate of a workload as a Markdown page. */
import type { Design } from '../../analyzer/design/design.js';
import { sayBandwidth, sayNumber, sayRate, sayRatio } from '../../analyzer/design/say.js';
import type { ComponentEstimate, Estimate } from '../../analyzer/estimate/estimate.js';
import { componentExtras } from '../../analyzer/wording/component-extras.js';
import { sayActual, stated } from '../../analyzer/wording/expectation.js';
import { load, missing, orMissing, time } from '../../analyzer/wording/figure.js';
import { isSource, notableReasons, reasonLines } from '../../analyzer/wording/reasons.js';
import { code, list, paragraphs, plain, table } from '../markdown.js';

/** Everything the estimate says, with the reasons of what it does not say and how figures were made. */
export function estimatePage(estimate: Estimate, design: Design): string {
  const title = design.workloads.find(({ id }) => id === estimate.workload)?.title;
  return paragraphs(
    `# ${plain(estimate.design)}: ${code(estimate.workload)}`,
    title === undefined ? undefined : plain(title),
    section('Expectations', expectations(estimate, design)),
    section('Flows', flows(estimate)),
    section('Components', components(estimate, design)),
    section('Links', links(estimate)),
    section('Notes', list([...new Set(estimate.notes)].map(plain))),
    section('How it was computed', methods(estimate)),
  );
}

function section(title: string, content: string): string {
  return content === '' ? '' : `## ${title}\n\n${content}`;
}

function expectations(estimate: Estimate, design: Design): string {
  return table(
    ['', 'expected', 'estimated', ''],
    estimate.expectations.map((result) => {
      const { text, say } = stated(result, design);
      const sign = result.holds === null ? '?' : result.holds ? '✓' : '✗';
      return [sign, code(text), plain(sayActual(result, say)), plain(result.reason ?? '')];
    }),
  );
}

function flows(estimate: Estimate): string {
  const all = Object.entries(estimate.flows);
  const reasons = all.flatMap(([id, flow]) => reasonLines(flow.reasons).map((line) => `${code(id)}: ${plain(line)}`));
  return paragraphs(
    table(
      ['flow', 'rate', 'p50', 'p99', 'max rate', 'available', 'bottleneck'],
      all.map(([id, flow]) => [
        code(id),
        sayRate(flow.rate),
        plain(time(flow.latency.p50)),
        plain(time(flow.latency.p99)),
        orMissing(flow.maxRate, sayRate),
        orMissing(flow.availability, sayRatio),
        flow.bottleneck === null ? missing : code(flow.bottleneck),
      ]),
    ),
    list(reasons),
  );
}

function components(estimate: Estimate, design: Design): string {
  const kinds = new Map(design.components.map(({ id, kind }) => [id, kind]));
  const shown = Object.entries(estimate.components).filter(([id]) => !isSource(kinds.get(id)));
  const busy = shown.filter(([, { arrivalRate }]) => arrivalRate > 0);
  const idle = shown.filter(([, { arrivalRate }]) => arrivalRate <= 0).map(([id]) => code(id));
  const reasons = busy.flatMap(([id, own]) =>
    reasonLines(notableReasons(own)).map((line) => `${code(id)}: ${plain(line)}`),
  );
  return paragraphs(
    table(
      ['component', 'load', 'servers', 'arrivals', 'wait', 'response', ''],
      busy.map(([id, own]) => componentRow(id, own)),
    ),
    list(reasons),
    idle.length === 0 ? undefined : `Not visited: ${idle.join(', ')}.`,
  );
}

function componentRow(id: string, own: ComponentEstimate): string[] {
  return [
    code(id),
    plain(load(own.utilization)),
    orMissing(own.servers, sayNumber),
    sayRate(own.arrivalRate),
    plain(time(own.waitTime)),
    plain(time(own.responseTime)),
    plain(componentExtras(own).join(' · ')),
  ];
}

function links(estimate: Estimate): string {
  return table(
    ['link', 'load', 'traffic', 'of'],
    Object.entries(estimate.links).map(([id, link]) => [
      code(id),
      plain(load(link.utilization)),
      sayBandwidth(link.traffic),
      orMissing(link.bandwidth, sayBandwidth),
    ]),
  );
}

/** Each method once, with what it is used for. */
function methods(estimate: Estimate): string {
  const byMethod = new Map<string, { ids: string[]; assumptions: Set<string>; source: string }>();
  const busy = Object.entries(estimate.components).filter(([, { arrivalRate }]) => arrivalRate > 0);
  for (const [id, { explanation }] of [...Object.entries(estimate.flows), ...busy]) {
    const { method, assumptions, source } = explanation;
    const known = byMethod.get(method) ?? { ids: [], assumptions: new Set(), source };
    known.ids.push(code(id));
    for (const one of assumptions) known.assumptions.add(one);
    byMethod.set(method, known);
  }
  return list(
    [...byMethod].map(([method, { ids, assumptions, source }]) => {
      const assumed = assumptions.size === 0 ? '' : ` Assumed: ${[...assumptions].map(plain).join('; ')}.`;
      return `**${plain(method)}** for ${ids.join(', ')}${source === '' ? '' : ` (${plain(source)})`}.${assumed}`;
    }),
  );
}

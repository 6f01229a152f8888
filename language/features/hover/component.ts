/** A component: its figures, what it guarantees, and every value with who said it. */
import { kindOf, technologyOf } from '../../../analyzer/catalogue/setting.js';
import type { Component } from '../../../analyzer/design/design.js';
import { sayNumber, sayRate, sayRatio, sayTime } from '../../../analyzer/design/say.js';
import type { ComponentEstimate, Estimate } from '../../../analyzer/estimate/estimate.js';
import type { Facts } from '../../../analyzer/facts.js';
import type { StoreGuarantee } from '../../../analyzer/guarantees/guarantee.js';
import { componentExtras } from '../../../analyzer/wording/component-extras.js';
import { clauseFacts } from '../../../analyzer/wording/component-facts.js';
import { load, time } from '../../../analyzer/wording/figure.js';
import { isSource, notableReasons, reasonLines } from '../../../analyzer/wording/reasons.js';
import { isWritten, settingFacts } from '../../../analyzer/wording/setting-facts.js';
import { code, list, paragraphs, plain, table } from '../../markdown.js';
import type { Shown } from '../shown-estimate.js';
import { briefly, factsTable } from './facts-table.js';

/** Markdown about a component of the design. */
export function componentHover(component: Component, shown: Shown): string {
  const { facts, origins } = shown.report;
  const clauses = clauseFacts(component, facts);
  // `read_work` of the kind does not count where the technology says what a read costs.
  const said = new Set(clauses.map(({ name }) => name.replace(/^work of a (\w+)$/u, '$1_work')));
  const settings = settingFacts(component).filter(({ name }) => !said.has(name));
  const all = [...clauses, ...settings];
  const rest = all.filter(({ from }) => from === 'kind' || from === 'setting');
  const { technology, template } = component;
  return paragraphs(
    head(component),
    kindOf(component.kind)?.summary,
    holdings(component),
    derived(component, shown),
    factsTable([...all.filter(isWritten), ...all.filter(({ from }) => from === 'technology')], {
      origins,
      ...(technology === undefined ? {} : { technology }),
      ...(template === undefined ? {} : { template }),
    }),
    rest.length === 0 ? undefined : `Where nothing is said: ${rest.map(briefly).join(', ')}.`,
  );
}

/** The same without what the text says itself: figures, and guarantees with their reasons. */
export function componentBrief(component: Component, shown: Shown): string {
  return paragraphs(head(component), holdings(component), derived(component, shown));
}

function derived(component: Component, { report, estimate }: Shown): string {
  const { facts } = report;
  const guarantee = facts.stores.get(component.id);
  return paragraphs(
    estimate === undefined || isSource(component.kind) ? undefined : figures(component, estimate, facts),
    guarantee === undefined ? undefined : guarantees(guarantee),
  );
}

function head({ id, kind, title, technology, template }: Component): string {
  const made = [
    ...(technology === undefined ? [] : [plain(technologyOf(technology)?.title ?? technology)]),
    ...(template === undefined ? [] : [`template ${code(template)}`]),
  ];
  const name = title === undefined ? '' : ` “${plain(title)}”`;
  return `**${plain(kind.replaceAll('_', ' '))}** ${code(id)}${name}${made.length === 0 ? '' : ` · ${made.join(' · ')}`}`;
}

function holdings({ stores, caches, carries, watches, view }: Component): string {
  const said = ([verb, references]: readonly [string, Component['stores']]): string[] =>
    references.length === 0 ? [] : [`${verb} ${references.map(({ to }) => code(to)).join(', ')}`];
  const parts = (
    [
      ['stores', stores],
      ['caches', caches],
      ['carries', carries],
      ['watches', watches],
    ] as const
  ).flatMap(said);
  if (view !== undefined)
    parts.push(`made from ${code(view.from.to)}${view.into === undefined ? '' : ` into ${code(view.into.to)}`}`);
  return parts.join(' · ');
}

function figures({ id }: Component, estimate: Estimate, facts: Facts): string {
  const own = estimate.components[id];
  if (own === undefined) return '';
  if (own.arrivalRate <= 0) {
    const isAsked = facts.visits(id).some(({ at }) => (estimate.steps[at]?.rate ?? 0) > 0);
    return `${isAsked ? 'There are no figures of it' : 'No flow visits it'} under ${code(estimate.workload)}.`;
  }
  const bottleneck = Object.entries(estimate.flows).filter(([, flow]) => flow.bottleneck === id);
  const reasons = reasonLines(notableReasons(own));
  return paragraphs(
    table(
      [`under ${code(estimate.workload)}`, ''],
      [...rows(own)].map(([name, text]) => [name, plain(text)]),
    ),
    bottleneck.length === 0 ? undefined : `Bottleneck of ${bottleneck.map(([flow]) => code(flow)).join(', ')}.`,
    list(reasons.map(plain)),
    method(own.explanation),
  );
}

function* rows(own: ComponentEstimate): Generator<readonly [string, string]> {
  const servers =
    own.servers === null ? '' : ` of ${sayNumber(own.servers)} ${own.servers === 1 ? 'server' : 'servers'}`;
  if (own.utilization !== null) yield ['utilization', `${load(own.utilization)}${servers}`];
  const most = own.maxRate === null ? '' : `, at most ${sayRate(own.maxRate)}`;
  yield ['arrivals', `${sayRate(own.arrivalRate)}${most}`];
  if (own.response !== null) yield ['response', `p50 ${time(own.response.p50)}, p99 ${time(own.response.p99)}`];
  if (own.responseTime !== null && own.waitTime !== null)
    yield ['mean', `${time(own.responseTime)}, of it waiting ${time(own.waitTime)}`];
  for (const extra of componentExtras(own)) yield split(extra);
  if (own.availability !== null) yield ['availability', sayRatio(own.availability)];
}

/** `lag 10 ms, p99 50 ms`: what comes before the figure is its name; only costs have none. */
function split(extra: string): readonly [string, string] {
  const at = extra.search(/ (?=[<×]? ?\d)/u);
  return at < 0 || /^\d/u.test(extra) ? ['cost', extra] : [extra.slice(0, at), extra.slice(at + 1)];
}

/** How figures were made. */
export function method({ method: name, assumptions, source }: ComponentEstimate['explanation']): string {
  const assumed = assumptions.length === 0 ? '' : ` Assumed: ${assumptions.map(plain).join('; ')}.`;
  return `*${plain(name)}*${source === '' ? '' : ` (${plain(source)})`}.${assumed}`;
}

function guarantees(own: StoreGuarantee): string {
  const { consistency, isolation, durability, partition, pacelc, lossWindow } = own;
  const anomalies = own.anomalies.map((one) => one.replaceAll('_', ' ')).join(', ');
  const lost =
    durability === 'window' && Number.isFinite(lossWindow)
      ? `; up to ${sayTime(lossWindow)} of acknowledged writes may be lost`
      : '';
  const lines = [
    ['consistency', consistency.replaceAll('_', ' '), own.consistencyReason.because],
    // What has no transactions has nothing to isolate.
    ...(isolation === 'none'
      ? []
      : [
          [
            'isolation',
            isolation.replaceAll('_', ' '),
            `${own.isolationReason.because}${anomalies === '' ? '' : `; lets happen: ${anomalies}`}`,
          ],
        ]),
    ['durability', durability, `${own.durabilityReason.because}${lost}`],
    ['partition', partition.replaceAll('_', ' '), pacelc],
  ];
  return table(
    ['guarantee', '', 'because'],
    lines.map(([name = '', value = '', why = '']) => [name, `**${plain(value)}**`, plain(why)]),
  );
}

/** Figures of the estimate beside what they are of: components, flows and expectations. */
import { InlayHintRequest } from 'vscode-languageserver';
import type { InlayHint, Range } from 'vscode-languageserver-types';
import type { Id } from '../../analyzer/design/design.js';
import { sayCount, sayRate, sayTime } from '../../analyzer/design/say.js';
import type { ComponentEstimate, Explanation, FlowEstimate } from '../../analyzer/estimate/estimate.js';
import { fullest } from '../../analyzer/estimate/fullest.js';
import { load, time } from '../../analyzer/wording/figure.js';
import { isSource, notableReasons, reasonLines } from '../../analyzer/wording/reasons.js';
import type { Origin } from '../findings/origins.js';
import { code, list, paragraphs, plain } from '../markdown.js';
import type { Feature } from './feature.js';
import { method } from './hover/component.js';
import { type Outcome, outcomes } from './outcomes.js';
import { type Shown, shownEstimate } from './shown-estimate.js';
import { offsetAt, positionAt, type Snapshot } from './snapshot.js';

/** Followers that are behind by less than this are not worth a word. */
const notableLag = 1e-3;

/** Hints inside a range, in the order of the text; none when the settings switch them off. */
export function inlayHints(snapshot: Snapshot, range: Range): InlayHint[] {
  if (!snapshot.settings.inlayHints.enabled) return [];
  const shown = shownEstimate(snapshot);
  const from = offsetAt(snapshot.file, range.start);
  const to = offsetAt(snapshot.file, range.end);
  const hints: { at: number; hint: InlayHint }[] = [];
  for (const { id, label: labelOf, tooltip } of notes(shown)) {
    const anchor = shown.report.origins.anchor(id);
    // What a template brings is shown where it is used.
    if (anchor === undefined || anchor.uri !== snapshot.file.uri || anchor.use !== undefined) continue;
    if (anchor.node.offset > to || anchor.node.end < from) continue;
    const origin = shown.report.origins.get(id);
    const at = origin === undefined ? -1 : endOfHead(snapshot.file.text, origin);
    const label = at < from || at > to ? '' : labelOf();
    if (label === '') continue;
    const position = positionAt(snapshot.file, at);
    const value = tooltip();
    hints.push({ at, hint: { position, label, paddingLeft: true, tooltip: { kind: 'markdown', value } } });
  }
  return hints.sort((a, b) => a.at - b.at).map(({ hint }) => hint);
}

/** Behind the line that begins a block, before its brace. */
function endOfHead(text: string, { offset, length, block }: Origin): number {
  if (block === undefined) return offset + length;
  return offset + text.slice(offset, Math.max(offset, block.offset - 1)).trimEnd().length;
}

interface Note {
  readonly id: Id;
  /** Empty where there is nothing to show. */
  label(): string;
  tooltip(): string;
}

function* notes({ report, estimate }: Shown): Generator<Note> {
  if (estimate !== undefined) {
    const { workload } = estimate;
    for (const { id, kind } of report.design.components) {
      const own = estimate.components[id];
      if (own === undefined || isSource(kind) || own.arrivalRate <= 0) continue;
      const tooltip = () => made(workload, own.explanation, reasonLines(notableReasons(own)));
      yield { id, label: () => componentLabel(own), tooltip };
    }
    for (const { id } of report.design.flows) {
      const own = estimate.flows[id];
      if (own === undefined || own.rate <= 0) continue;
      const tooltip = () => made(workload, own.explanation, reasonLines(own.reasons));
      yield { id, label: () => flowLabel(own), tooltip };
    }
  }
  for (const [id, outcome] of outcomes(report))
    yield { id, label: () => outcomeLabel(outcome), tooltip: () => outcomeTooltip(outcome) };
}

/** `63 % · p99 4 ms · lag 10 ms · backlog 2M`. */
function componentLabel(own: ComponentEstimate): string {
  const { utilization: busy } = fullest(own);
  const p99 = own.response?.p99 ?? null;
  const lag = own.replicationLag?.p99 ?? null;
  const backlog = own.backlogPeak ?? own.backlog ?? null;
  return [
    ...(busy === null ? [] : [load(busy)]),
    ...(p99 === null ? [] : [`p99 ${time(p99)}`]),
    ...(lag === null || lag < notableLag ? [] : [`lag ${sayTime(lag)}`]),
    ...(backlog === null || backlog < 1 ? [] : [`backlog ${sayCount(backlog)}`]),
  ].join(' · ');
}

/** `p50 30 ms · p99 200 ms · max 150k/s`. */
function flowLabel({ latency, maxRate }: FlowEstimate): string {
  return [
    ...(latency.p50 === null ? [] : [`p50 ${time(latency.p50)}`]),
    ...(latency.p99 === null ? [] : [`p99 ${time(latency.p99)}`]),
    ...(maxRate === null ? [] : [`max ${sayRate(maxRate)}`]),
  ].join(' · ');
}

const signs: Readonly<Record<Outcome['status'], string>> = { met: '✓', missed: '✗', undecided: '?' };

function outcomeLabel({ status, actual }: Outcome): string {
  return actual === undefined ? `${signs[status]} ${status}` : `${signs[status]} ${actual}`;
}

function outcomeTooltip({ status, results, reason }: Outcome): string {
  return paragraphs(
    `**${status}**`,
    list(results.map(({ workload, actual }) => `${plain(actual)} under ${code(workload)}`)),
    reason === undefined ? undefined : `${plain(reason)}.`,
  );
}

/** How figures were made, and why some are missing. */
function made(workload: Id, explanation: Explanation, reasons: readonly string[]): string {
  return paragraphs(`Estimate under ${code(workload)}`, method(explanation), list(reasons.map(plain)));
}

export const inlayHintsFeature: Feature = {
  capabilities: { inlayHintProvider: true },
  register(connection, { answer }) {
    connection.onRequest(
      InlayHintRequest.type,
      answer((snapshot, { range }) => inlayHints(snapshot, range)),
    );
  },
};

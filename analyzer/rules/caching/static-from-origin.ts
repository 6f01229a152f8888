/** Immutable data that services hand out themselves. */
import { quantity } from '../../catalogue/setting.js';
import type { DataItem, ReadStep } from '../../design/design.js';
import { sayBandwidth, sayRate } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Edit, Fix, Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

export const staticFromOrigin: Rule = {
  id: 'static-from-origin',
  family: 'caching',
  severity: 'warning',
  summary: 'Immutable data served to clients from the origin, without a CDN.',
  concept: 'content delivery',
  sources: ['RFC 8246, HTTP Immutable Responses', 'Nygren et al., The Akamai Network, SIGOPS OSR 2010'],
  thresholds: { bandwidth: { default: 12.5e6, summary: 'Bytes per second from which it is worth a CDN.' } },
  *check(facts) {
    for (const read of facts.operations) {
      const { step } = read;
      if (
        step.kind !== 'read' ||
        read.fallback > 0 ||
        read.asynchronous ||
        facts.lookup.components.get(read.origin)?.kind !== 'client'
      )
        continue;
      const item = facts.lookup.data.get(read.data ?? '');
      const immutable = item?.requires.find(({ name }) => name === 'immutable');
      if (item === undefined || immutable === undefined) continue;
      const passed = [...read.waiting, read.target].map((id) => facts.lookup.components.get(id)?.kind);
      if (
        passed.includes('cdn') ||
        facts.operations.some((one) => one.step === step && facts.lookup.components.get(one.target)?.kind === 'cdn')
      )
        continue;
      const rate = busiestRate(facts, [read]);
      const size = quantity({ kind: 'data', settings: item.settings }, 'size')?.value ?? 0;
      if (rate * size < facts.threshold('static-from-origin', 'bandwidth')) continue;
      const server = read.caller === undefined || read.caller === read.target ? '' : ` through \`${read.caller}\``;
      yield {
        at: step.id,
        message: `\`${item.id}\` never changes, and \`${read.target}\` serves it${server}: ${sayRate(rate)}, ${sayBandwidth(rate * size)} of traffic that an edge could answer.`,
        related: [{ at: immutable.id, message: 'immutable' }],
        help: 'Put a CDN in front: `cdn edge { caches … }`, and read it from there.',
        fixes: throughEdge(facts, item, step),
      };
    }
  },
};

/** A CDN declared beside the origin and asked before it. */
function throughEdge(facts: Facts, item: DataItem, step: ReadStep): Fix[] {
  const edge = `${item.id.toLowerCase()}_edge`;
  if (step.from === undefined || step.orElse.length > 0 || facts.lookup.components.has(edge)) return [];
  const edits: Edit[] = [
    { kind: 'declare', after: step.from.to, text: `cdn ${edge} { caches ${item.id}  ttl 30 d }` },
    { kind: 'replace', at: step.from.id, text: `${edge} else ${step.from.to}` },
  ];
  return [{ title: `Read it through a CDN \`${edge}\``, edits }];
}

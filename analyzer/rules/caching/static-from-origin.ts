/** Immutable data that services hand out themselves. */
import { quantity } from '../../catalogue/setting.js';
import { sayBandwidth, sayRate } from '../../design/say.js';
import type { Rule } from '../rule.js';
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
      if (read.kind !== 'read' || read.asynchronous || facts.lookup.components.get(read.origin)?.kind !== 'client') continue;
      const item = facts.lookup.data.get(read.data ?? '');
      const immutable = item?.requires.find(({ name }) => name === 'immutable');
      if (item === undefined || immutable === undefined) continue;
      const passed = [...read.waiting, read.target].map((id) => facts.lookup.components.get(id)?.kind);
      if (passed.includes('cdn') || facts.operations.some((one) => one.step === read.step && facts.lookup.components.get(one.target)?.kind === 'cdn')) continue;
      const rate = busiestRate(facts, [read]);
      const size = quantity({ kind: 'data', settings: item.settings }, 'size')?.value ?? 0;
      if (rate * size < facts.threshold('static-from-origin', 'bandwidth')) continue;
      yield {
        at: read.step.id,
        message: `\`${item.id}\` never changes, and \`${read.caller}\` serves it from \`${read.target}\`: ${sayRate(rate)}, ${sayBandwidth(rate * size)} of traffic that an edge could answer.`,
        related: [{ at: immutable.id, message: 'immutable' }],
        help: 'Put a CDN in front: `cdn edge { caches … }` and read it from there.',
      };
    }
  },
};

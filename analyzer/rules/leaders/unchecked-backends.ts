/** A balancer that keeps sending to a dead instance. */
import { quantity } from '../../catalogue/setting.js';
import { sayCount, sayNumber, sayRate, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

export const uncheckedBackends: Rule = {
  id: 'unchecked-backends',
  family: 'leaders',
  severity: 'warning',
  summary: 'A balancer without health checks goes on sending requests to an instance that is gone.',
  concept: 'failure detection',
  sources: ['Beyer et al., Site Reliability Engineering, 2016, ch. 20'],
  thresholds: { outage: { default: 300, summary: 'Seconds that an instance stays down when nothing is said.' } },
  *check(facts) {
    const outage = facts.threshold('unchecked-backends', 'outage');
    for (const balancer of facts.design.components) {
      if (balancer.kind !== 'balancer' || balancer.health !== undefined) continue;
      const backend = backends(facts, balancer.id)[0];
      if (backend === undefined) continue;
      const { id, rate, instances } = backend;
      const failed = rate / instances;
      yield {
        at: balancer.id,
        message:
          `\`${balancer.id}\` has no health check. While one of the ${sayNumber(instances)} instances of \`${id}\` is down, ` +
          (rate > 0
            ? `${sayRate(failed)} of requests go to it: ${sayCount(failed * outage)} fail in ${sayTime(outage)}.`
            : `one request in ${sayNumber(instances)} fails.`),
        related: [{ at: id, message: 'the backends' }],
        help: 'Add a health check; with one every 5 s that fails after 2, requests fail for 10 s at most.',
        fixes: [
          {
            title: 'Check health every 5 s',
            edits: [{ kind: 'set', into: balancer.id, clause: 'health check every 5 s fail after 2' }],
          },
        ],
      };
    }
  },
};

interface Backend {
  readonly id: string;
  /** Requests per second that the balancer sends. */
  readonly rate: number;
  readonly instances: number;
}

/** Components with several instances that the balancer calls, busiest first. */
function backends(facts: Facts, balancer: string): Backend[] {
  const calls = facts.operations.filter(({ caller }) => caller === balancer);
  return [...new Set(calls.map(({ target }) => target))]
    .flatMap((id) => {
      const component = facts.lookup.components.get(id);
      const instances = component === undefined ? 1 : (quantity(component, 'instances')?.value ?? 1);
      const rate = busiestRate(
        facts,
        calls.filter(({ target }) => target === id),
      );
      return instances > 1 ? [{ id, rate, instances }] : [];
    })
    .sort((a, b) => b.rate - a.rate);
}

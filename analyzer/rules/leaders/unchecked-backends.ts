/** A balancer that keeps sending to a dead instance. */
import { quantity } from '../../catalogue/setting.js';
import { sayCount, sayRate, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Rule } from '../rule.js';

export const uncheckedBackends: Rule = {
  id: 'unchecked-backends',
  family: 'leaders',
  severity: 'warning',
  summary: 'A balancer without health checks goes on sending requests to an instance that is gone.',
  concept: 'failure detection',
  sources: ['Beyer et al., Site Reliability Engineering, 2016, ch. 20'],
  thresholds: { outage: { default: 300, summary: 'Seconds that an instance stays down when nothing is said.' } },
  *check(facts) {
    for (const balancer of facts.design.components) {
      if (balancer.kind !== 'balancer' || balancer.health !== undefined) continue;
      for (const backend of backends(facts, balancer.id)) {
        const { rate, instances } = backend;
        const outage = facts.threshold('unchecked-backends', 'outage');
        const failed = rate / instances;
        yield {
          at: balancer.id,
          message:
            `\`${balancer.id}\` does not check its backends. While one of the ${instances} instances of \`${backend.id}\` is down, ` +
            (rate > 0
              ? `${sayRate(failed)} of requests go to it: ${sayCount(failed * outage)} fail in ${sayTime(outage)}.`
              : `one request in ${instances} fails.`),
          related: [{ at: backend.id, message: 'the backends' }],
          help: 'Add a health check; with one every 5 s that fails after 2, requests fail for 10 s at most.',
          fixes: [
            {
              title: 'Check health every 5 s',
              edits: [{ kind: 'set', into: balancer.id, clause: 'health check every 5 s fail after 2' }],
            },
          ],
        };
        break;
      }
    }
  },
};

/** Components with several instances that the balancer calls, busiest first. */
function backends(
  facts: Facts,
  balancer: string,
): { readonly id: string; readonly rate: number; readonly instances: number }[] {
  const targets = [
    ...new Set(facts.operations.filter(({ caller }) => caller === balancer).map(({ target }) => target)),
  ];
  return targets
    .flatMap((id) => {
      const component = facts.lookup.components.get(id);
      const instances = component === undefined ? 1 : (quantity(component, 'instances')?.value ?? 1);
      const rate = Math.max(0, ...facts.estimates.map((estimate) => estimate.components[id]?.arrivalRate ?? 0));
      return instances > 1 ? [{ id, rate, instances }] : [];
    })
    .sort((a, b) => b.rate - a.rate);
}

import { quantity } from '../../catalogue/setting.js';
import type { Configuration } from './configuration.js';
import type { CallNode } from './plan.js';

/**
 * Probability that a call of a balancer fails because every attempt goes to an instance that is dead and not yet known to
 * be: 0 for other callers, and for targets whose instances the design does not let fail.
 *
 * Each instance gets its share of the requests until it has missed its checks, so the share that goes to dead ones is the
 * share of time that an instance is dead and unnoticed: of an outage of mean R (exponential) and detection after D = T·N it is
 * `R(1 - e^{-D/R})`, of every L + R seconds; without a health check all of R. Attempts go to instances independently.
 */
export function sentToDead(node: CallNode, caller: Configuration, target: Configuration): number {
  if (caller.component.kind !== 'balancer' || target.isDelay || target.isSource) return 0;
  if (target.instances <= 1 || target.copies !== undefined) return 0;
  const share = unnoticed(caller, target);
  return share ** (1 + (node.policy.retry?.times ?? 0));
}

function unnoticed({ component: { health } }: Configuration, target: Configuration): number {
  const { breakdowns } = target;
  if (breakdowns !== undefined) {
    const { meanUp, meanRepair } = breakdowns;
    if (!(meanRepair > 0)) return 0;
    const dead =
      health === undefined ? meanRepair : meanRepair * -Math.expm1((-health.every * health.failAfter) / meanRepair);
    return dead / (meanUp + meanRepair);
  }
  // How long outages last is not said: with a check nothing is known, without one all of them counts.
  const stated = quantity(target.component, 'availability');
  const isSaid = stated?.from === 'design' || stated?.from === 'template';
  return isSaid && health === undefined ? Math.min(1, Math.max(0, 1 - (stated?.value ?? 1))) : 0;
}

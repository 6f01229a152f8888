/** What autoscaling does when the design does not say. */
import { assumed, of, recalled } from './source.js';
import type { Default } from './types.js';

/** Mean utilization of the instances that autoscaling keeps to: `autoscale 4..40` without a `target`. */
export const autoscaleTarget: Default = of(
  0.8,
  recalled(
    'the Kubernetes API reference, HorizontalPodAutoscaler v2: without a metric, 80 % average utilization of the processors',
  ),
);

/** Seconds from one look at the utilization to the next. */
export const autoscaleEvery: Default = of(
  15,
  recalled('the Kubernetes documentation, horizontal pod autoscaling: --horizontal-pod-autoscaler-sync-period is 15 s'),
);

/** Share of the target by which the utilization may differ from it before anything is done. */
export const autoscaleTolerance: Default = of(
  0.1,
  recalled('the Kubernetes documentation, horizontal pod autoscaling: --horizontal-pod-autoscaler-tolerance is 0.1'),
);

/** Seconds of which the largest size wanted is kept: instances are taken away no sooner. */
export const autoscaleDownAfter: Default = of(
  300,
  recalled(
    'the Kubernetes documentation, horizontal pod autoscaling: --horizontal-pod-autoscaler-downscale-stabilization is 5 min',
  ),
);

/** Seconds until a new instance serves: `autoscale 4..40` without `every`. */
export const autoscaleDelay: Default = of(
  0,
  assumed('what is not said takes no time, as in the estimate; containers start in seconds, machines in minutes'),
);

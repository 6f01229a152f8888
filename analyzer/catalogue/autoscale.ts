/** What autoscaling does when the design does not say. */
import { of, recalled } from './source.js';
import type { Default } from './types.js';

/** Mean utilization of the instances that autoscaling keeps to: `autoscale 4..40` without a `target`. */
export const autoscaleTarget: Default = of(
  0.8,
  recalled(
    'the Kubernetes API reference, HorizontalPodAutoscaler v2: without a metric, 80 % average utilization of the processors',
  ),
);

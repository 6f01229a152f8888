import { roundTrips } from '../../catalogue/network.js';
import type { Distribution } from '../../design/distribution.js';

/** How far apart two places are. */
export type Scope = keyof typeof roundTrips;

/** Round trip where nothing is declared, from the catalogue. */
export function defaultRoundTrip(scope: Scope): Distribution {
  const { value } = roundTrips[scope];
  return { law: 'constant', value: typeof value === 'number' ? value : 0 };
}

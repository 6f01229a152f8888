import { sayCount } from '../../design/say.js';
import type { World } from '../world.js';

/** Where most of what is on its way is, when a run ends because it is too much: said of the component. */
export function fullest({ frames, queues, kernel }: World): string {
  const counts = new Map<string, number>();
  for (const { unit } of frames.where(({ role }) => role !== 'free'))
    if (unit !== undefined) counts.set(unit.pool.component, (counts.get(unit.pool.component) ?? 0) + 1);
  for (const { id, waiting } of queues) counts.set(id, (counts.get(id) ?? 0) + waiting);
  const [id, count] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), ['', 0] as [string, number]);
  const where = id === '' ? '' : `, most of them at \`${id}\` (${sayCount(count)})`;
  return `The run ended after ${Math.round(kernel.now)} s because more requests and messages were on their way than memory should hold${where}: more come than are served.`;
}

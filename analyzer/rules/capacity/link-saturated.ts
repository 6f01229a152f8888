/** More bytes cross a link between two places than it takes. */
import { quantity } from '../../catalogue/setting.js';
import type { Component, Link } from '../../design/design.js';
import { sayBandwidth, sayRatio } from '../../design/say.js';
import type { LinkEstimate } from '../../estimate/estimate.js';
import type { Facts } from '../../facts.js';
import type { Related, Rule } from '../rule.js';

export const linkSaturated: Rule = {
  id: 'link-saturated',
  family: 'capacity',
  severity: 'error',
  summary: 'More bytes per second cross a link between two places than it takes.',
  concept: 'bandwidth of networks',
  sources: ['Kurose, Ross, Computer Networking, 2021, §1.4, Delay, Loss, and Throughput'],
  thresholds: {
    utilization: { default: 0.8, summary: 'Busy share from which a link is reported as nearly full, as a warning.' },
  },
  *check(facts) {
    for (const link of facts.design.links) {
      const worst = fullest(facts, link);
      if (worst === undefined || worst.busy < facts.threshold('link-saturated', 'utilization')) continue;
      const { busy, figures, workload } = worst;
      const bandwidth = quantity({ kind: 'link', settings: link.settings }, 'bandwidth');
      const over = busy >= 1;
      yield {
        at: bandwidth?.id ?? link.id,
        severity: over ? 'error' : 'warning',
        message:
          `Under \`${workload}\`, ${sayBandwidth(figures.traffic)} cross between \`${link.between[0]}\` and \`${link.between[1]}\` in the busier direction, ` +
          `and the link takes ${sayBandwidth(figures.traffic / busy)}${bandwidth === undefined ? ' (assumed)' : ''}: ${sayRatio(busy)}. ` +
          (over ? 'What does not fit is late or lost.' : `${sayRatio(1 / busy - 1)} more traffic fills it.`),
        related: facts.design.components.flatMap((component) => copiedOver(component, link)).slice(0, 3),
        help: 'Answer from copies on the near side, send smaller items or fewer copies across, or take a wider link.',
      };
    }
  },
};

/** The workload under which the most crosses the link. */
function fullest(facts: Facts, link: Link) {
  const all = facts.estimates.flatMap((estimate) => {
    const figures: LinkEstimate | undefined = estimate.links[link.id];
    const busy = figures?.utilization ?? undefined;
    return figures === undefined || busy === undefined ? [] : [{ workload: estimate.workload, figures, busy }];
  });
  return all.sort((a, b) => b.busy - a.busy)[0];
}

/** A store with copies at both ends of the link sends every write across. */
function copiedOver({ id, replicas, placement }: Component, { between }: Link): Related[] {
  const places = (replicas?.placement ?? placement)?.places ?? [];
  const isAt = (end: string) =>
    places.some(({ at }) => at === end || at.startsWith(`${end}.`) || end.startsWith(`${at}.`));
  return replicas !== undefined && between.every(isAt)
    ? [{ at: replicas.id, message: `\`${id}\` sends its writes across` }]
    : [];
}

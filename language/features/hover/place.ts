/** Regions, zones and the links between them. */
import { roundTrips } from '../../../analyzer/catalogue/network.js';
import type { Design, Id, Link, Region } from '../../../analyzer/design/design.js';
import { sayBandwidth, sayTime } from '../../../analyzer/design/say.js';
import { saySource } from '../../../analyzer/wording/default.js';
import { load } from '../../../analyzer/wording/figure.js';
import { settingFacts } from '../../../analyzer/wording/setting-facts.js';
import { code, list, paragraphs, plain, table } from '../../markdown.js';
import type { Shown } from '../shown-estimate.js';
import { factsTable } from './facts-table.js';

/** Markdown about a region. */
export function regionHover({ id, title, zones }: Region, { report }: Shown): string {
  const { design } = report;
  const links = design.links.filter(({ between }) => between.some((end) => end === id || end.startsWith(`${id}.`)));
  return paragraphs(
    `**region** ${code(id)}${title === undefined ? '' : ` “${plain(title)}”`}`,
    zones.length === 0
      ? 'One failure domain: it has no zones.'
      : `Zones ${zones.map(({ name }) => code(name)).join(', ')}`,
    here(design, [id, ...zones.map((zone) => zone.id)]),
    links.length === 0 ? undefined : `Links ${links.map((link) => code(link.id)).join(', ')}`,
  );
}

/** Markdown about a zone of a region. */
export function zoneHover(id: Id, { report }: Shown): string {
  return paragraphs(
    `**zone** ${code(id)}`,
    'Machines that fail together.',
    here(report.design, [id, id.split('.')[0] ?? id]),
  );
}

function here({ components }: Design, places: readonly Id[]): string {
  const found = components.filter((one) => one.placement?.places.some(({ at }) => places.includes(at)));
  return found.length === 0 ? 'Nothing is placed here.' : `Here: ${found.map(({ id }) => code(id)).join(', ')}`;
}

/** Markdown about a link. */
export function linkHover(link: Link, { report, estimate }: Shown): string {
  const own = estimate?.links[link.id];
  const isInside = link.between[0].split('.')[0] === link.between[1].split('.')[0];
  const usual = isInside ? roundTrips.same_region : roundTrips.between_regions;
  return paragraphs(
    `**link** ${code(link.between[0])} – ${code(link.between[1])}`,
    own === undefined || estimate === undefined
      ? undefined
      : table(
          [`under ${code(estimate.workload)}`, ''],
          [
            [
              'traffic',
              `${sayBandwidth(own.traffic)}${own.bandwidth === null ? '' : ` of ${sayBandwidth(own.bandwidth)}`}`,
            ],
            ['utilization', plain(load(own.utilization))],
          ],
        ),
    factsTable(settingFacts({ kind: 'link', settings: link.settings }), { origins: report.origins }),
    list([`Without \`rtt\`: ${sayTime(Number(usual.value))} (${plain(saySource(usual.source))})`]),
  );
}

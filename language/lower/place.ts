/** Where things run: regions, zones, links between them, placements on them. */

import { nearest } from '../../analyzer/catalogue/nearest.js';
import type { Id, Link, Place, Placement, Region } from '../../analyzer/design/design.js';
import { type Ratio, ratio } from '../../analyzer/design/units.js';
import type * as ast from '../generated/ast.js';
import type { Declared, DeclaredOf } from '../link/declared.js';
import { amount, share } from './amount.js';
import { aRegion } from './expected.js';
import { occur, resolve, used } from './resolve.js';
import { anchor, type Environment, freshId, replacement, report } from './run.js';
import { lowerSettings } from './setting.js';
import { nodeOf } from './written.js';

/** A region with its zones. */
export function lowerRegion(env: Environment, id: Id, declared: DeclaredOf<'region'>): Region {
  const { node } = declared;
  const zones = [...declared.zones.values()].map((zone) => {
    const zoneId = anchor(env, `${id}.${zone.name}`, zone.node.$cstNode);
    return { id: zoneId, name: zone.name, region: id };
  });
  return {
    id,
    ...(node.title === undefined ? {} : { title: node.title }),
    zones: zones.filter((zone) => zone.name !== ''),
  };
}

/** A link; `undefined` unless both ends are known. */
export function lowerLink(env: Environment, node: ast.Link): Link | undefined {
  const written = [node.from, node.to].map((place) => place?.$cstNode?.text ?? '');
  const id = anchor(env, freshId(env, written.join('--')), node.$cstNode);
  const from = lowerPlaceName(env, id, node.from);
  const to = lowerPlaceName(env, id, node.to);
  const settings = lowerSettings(env, id, 'link', node.settings);
  if (from === undefined || to === undefined) return undefined;
  if (from === to) {
    report(env, id, node.to.$cstNode, {
      rule: 'contradiction',
      message: `A link joins two places; both ends are \`${from}\`.`,
    });
    return undefined;
  }
  return { id, between: [from, to], settings };
}

/** The id of a region or of a zone of it. */
export function lowerPlaceName(env: Environment, at: Id, place: ast.Place | undefined): Id | undefined {
  if (place === undefined) return undefined;
  const region = resolve(env, at, used(place.region), { ...aRegion, what: 'a region or a zone of one' });
  if (region?.kind !== 'region') return undefined;
  const zone: string | undefined = place.zone;
  if (zone === undefined) return env.run.idOf(region);
  return lowerZone(env, at, region, { name: zone, node: nodeOf(place, 'zone') });
}

/** The id of a zone by its name in a region. */
export function lowerZone(
  env: Environment,
  at: Id,
  region: DeclaredOf<'region'>,
  name: { readonly name: string; readonly node: Parameters<typeof report>[2] },
): Id | undefined {
  const zone: Declared | undefined = region.zones.get(name.name);
  if (zone !== undefined) {
    occur(env, zone, name.node);
    return `${env.run.idOf(region)}.${zone.name}`;
  }
  const meant = nearest(name.name, region.zones.keys());
  const known = [...region.zones.keys()].join(', ');
  const hint =
    meant !== undefined ? `; did you mean \`${meant}\`?` : known === '' ? '; it declares none.' : `; it has ${known}.`;
  report(env, at, name.node, {
    rule: 'unknown-name',
    message: `Region \`${region.name}\` has no zone \`${name.name}\`${hint}`,
    fixes: replacement(env, at, name.node, meant),
  });
  return undefined;
}

/** `in us 60%, eu 40%` or `across us, eu`; unknown places are left out, `undefined` when none is left. */
export function lowerPlacement(env: Environment, owner: Id, node: ast.Placement): Placement | undefined {
  const id = anchor(env, `${owner}.placement`, node.$cstNode);
  const places: Place[] = [];
  let total = 0;
  for (const one of node.places) {
    const at = lowerPlaceName(env, id, one.at);
    const part = amount(env, id, one, 'share', 'ratio', share);
    if (at === undefined) continue;
    if (places.some((place) => place.at === at)) {
      report(env, id, one.$cstNode, { rule: 'contradiction', message: `\`${at}\` is named twice.` });
      continue;
    }
    if (part !== undefined && node.mode === 'across') {
      report(env, id, nodeOf(one, 'share'), {
        rule: 'contradiction',
        message: '`across` spreads evenly; shares are for `in`.',
        help: 'Write `in` instead of `across`, or leave the share out.',
      });
    }
    const fixed: Ratio | undefined = part === undefined || node.mode === 'across' ? undefined : ratio(part);
    total += part ?? 0;
    places.push({ at, ...(fixed === undefined ? {} : { share: fixed }) });
  }
  const all = node.mode === 'in' && places.length > 0 && places.every((place) => place.share !== undefined);
  if (total > 1 + 1e-9 || (all && total < 1 - 1e-9)) {
    report(env, id, node.$cstNode, {
      rule: 'contradiction',
      message: `The shares add up to ${Number((total * 100).toPrecision(6))}%; they must make 100%.`,
    });
  }
  return places.length === 0 || node.mode === undefined ? undefined : { id, mode: node.mode, places };
}

/** A linearizable item read where an older version may answer. */
import { quantity } from '../../catalogue/setting.js';
import type { Requirement } from '../../design/design.js';
import { sayList, sayNumber, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { implies } from '../../guarantees/consistency.js';
import type { FlowGuarantee } from '../../guarantees/guarantee.js';
import type { Rule } from '../rule.js';
import { requirementOf } from '../step-rates.js';
import { byCause, readAtClause, readFresh, topology } from '../weak-reads.js';

export const strongReadFromReplica: Rule = {
  id: 'strong-read-from-replica',
  family: 'cap',
  severity: 'error',
  summary: 'Linearizable data read from an asynchronous copy: follower, cache, view, CDN or search index.',
  concept: 'linearizability',
  sources: [
    'Herlihy, Wing, Linearizability, TOPLAS 1990',
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 9',
  ],
  *check(facts) {
    const weak: WeakRead[] = [];
    for (const path of facts.paths) {
      if (path.operation !== 'read' && path.operation !== 'query') continue;
      const need = requirementOf(facts.lookup.data.get(path.data), 'linearizable');
      if (need === undefined || implies(path.gets, 'linearizable')) continue;
      const sources = facts.operations.filter((one) => one.step.id === path.step);
      // Leaderless stores have rules of their own: stale-quorum and linearizable-over-sloppy-quorum.
      if (sources.some(({ target }) => topology(facts, target) === 'leaderless' && path.weakest.at.startsWith(target)))
        continue;
      weak.push({ path, need, sources: sources.map(({ target }) => target) });
    }
    for (const same of byCause(weak, facts)) {
      const [first] = same;
      if (first === undefined) continue;
      const { path, need } = first;
      const cause = path.weakest;
      // One clause that makes several reads weak is one mistake, at the clause.
      const isShared = same.length > 1;
      const gets = `${path.gets.replaceAll('_', ' ')}: ${cause.because}${age(
        facts,
        same.flatMap(({ sources }) => sources),
      )}.`;
      const items = [...new Set(same.map((one) => `\`${one.path.data}\``))];
      yield {
        at: isShared ? cause.at : path.step,
        message: isShared
          ? `${sayList(items)} ${items.length === 1 ? 'requires' : 'require'} ${need.name}, but in ${sayNumber(same.length)} reads a client gets ${gets}`
          : `\`${path.data}\` requires ${need.name}, but here a client gets ${gets}`,
        related: isShared
          ? same.map((one) => ({ at: one.path.step, message: `\`${one.path.data}\` is read here` }))
          : [
              { at: need.id, message: 'required here' },
              ...(cause.at === path.step ? [] : [{ at: cause.at, message: 'this makes it weak' }]),
            ],
        help: 'Read it from the leader, without a cache in between, or require less.',
        fixes: isShared ? readAtClause(facts, cause.at) : readFresh(facts, path),
      };
    }
  },
};

interface WeakRead {
  readonly path: FlowGuarantee;
  readonly need: Requirement;
  readonly sources: readonly string[];
}

/** How old an answer may be, where a number is known: the longest of the copies' lag, time to live and refresh. */
function age(facts: Facts, sources: readonly string[]): string {
  const ages = sources.flatMap((id) => {
    const component = facts.lookup.components.get(id);
    if (component === undefined) return [];
    const lags = facts.estimates.map((estimate) => estimate.components[id]?.replicationLag?.p99 ?? 0);
    return [...lags, quantity(component, 'ttl')?.value ?? 0, quantity(component, 'refresh')?.value ?? 0];
  });
  const oldest = Math.max(0, ...ages);
  return oldest > 0 ? `; an answer may be ${sayTime(oldest)} old` : '';
}

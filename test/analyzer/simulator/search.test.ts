/** Findings of the review come true in runs: the designs are those that the pages of the rules show. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze } from '../../../analyzer/analyze.js';
import { prepare } from '../../../analyzer/estimate/estimate-workload.js';
import type { Finding } from '../../../analyzer/rules/rule.js';
import { type Search, searchable, startSearch, unsearchable } from '../../../analyzer/simulator/search/find.js';
import { designOf } from '../../language/check.js';
import { root } from '../../root.js';

/** Rules of which a run shows the first design of their page to be wrong. */
const shown: readonly string[] = [
  'ack-before-processing',
  'ap-for-critical',
  'async-commit-loss',
  'dual-write',
  'duplicate-effects',
  'ephemeral-pubsub',
  'failover-loses-writes',
  'fire-and-forget-publish',
  'lag-exceeds-bound',
  'leader-only-ack',
  'non-idempotent-retry',
  'order-lost',
  'read-after-write-on-replica',
  'split-brain',
  'stale-cache',
  'stale-quorum',
  'stale-view',
  'strong-read-from-replica',
  'unclean-election',
  'unlogged-writes',
  'volatile-system-of-record',
  'write-back-loss',
];

/** Of these, those whose first mended design stands the same search. */
const mended: readonly string[] = [
  'dual-write',
  'failover-loses-writes',
  'fire-and-forget-publish',
  'leader-only-ack',
  'order-lost',
  'stale-quorum',
  'stale-view',
  'unclean-election',
  'unlogged-writes',
  'write-back-loss',
];

/** The first design below a heading of the page of a rule. */
function pageDesign(rule: string, heading: 'Fires' | 'Silent'): string {
  const page = readFileSync(join(root, 'docs', 'rules', `${rule}.md`), 'utf8');
  const [, text = ''] = /```sysdesign\n([\s\S]*?)```/u.exec(page.slice(page.indexOf(`## ${heading}`))) ?? [];
  return text;
}

function findingIn(rule: string): Finding {
  const finding = analyze(designOf(pageDesign(rule, 'Fires'))).findings.find((one) => one.rule === rule);
  assert.ok(finding !== undefined, `the page of ${rule} has no finding`);
  return finding;
}

function searched(text: string, finding: Finding, runs: number): Search {
  const search = startSearch(prepare(designOf(text)), finding, { runs });
  assert.ok(search !== undefined);
  while (!search.advance(1_000_000));
  return search;
}

describe('counterexamples of findings', () => {
  for (const rule of shown) {
    it(`of ${rule}`, () => {
      const finding = findingIn(rule);
      const { found } = searched(pageDesign(rule, 'Fires'), finding, 24);
      assert.ok(found !== undefined, 'nothing was found');
      const { violation, result } = found;
      assert.ok(violation.operations.length > 0 && violation.operations.length <= 12, 'not a slice');
      assert.ok(result.violations.includes(violation));
      for (const { begun } of violation.operations) assert.ok(begun <= violation.at);
    });
  }

  for (const rule of mended) {
    it(`none of ${rule} where the page mends it`, () => {
      const { found, runs } = searched(pageDesign(rule, 'Silent'), findingIn(rule), 12);
      assert.equal(found?.violation.text, undefined);
      assert.equal(runs, 12);
    });
  }

  it('none of split-brain where writes and reads of an old leader are refused', () => {
    const text = pageDesign('split-brain', 'Fires').replace('heartbeat 2 s', 'heartbeat 2 s  fencing on');
    const { found, runs } = searched(text, findingIn('split-brain'), 12);
    assert.equal(found?.violation.text, undefined);
    assert.equal(runs, 12);
  });

  it('the same from the same seed', () => {
    const finding = findingIn('stale-quorum');
    const text = pageDesign('stale-quorum', 'Fires');
    const [one, other] = [searched(text, finding, 5).found, searched(text, finding, 5).found];
    assert.deepEqual(one?.violation, other?.violation);
  });

  it('are looked for of rules that exist', () => {
    const pages = new Set(searchable);
    for (const rule of searchable) assert.ok(pageDesign(rule, 'Fires') !== '', `${rule} has no page`);
    for (const rule of shown) assert.ok(pages.has(rule));
    for (const rule of Object.keys(unsearchable)) {
      assert.ok(pageDesign(rule, 'Fires') !== '', `${rule} has no page`);
      assert.ok(!pages.has(rule), `${rule} is searched for`);
    }
  });
});

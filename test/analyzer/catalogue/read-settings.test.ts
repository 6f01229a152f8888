/** No decorative word: every setting of the catalogue is looked up by what reviews, estimates or simulates a design. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { analyze } from '../../../analyzer/analyze.js';
import { settings } from '../../../analyzer/catalogue/settings/index.js';
import type { Breaker, Design, Settings } from '../../../analyzer/design/design.js';
import { simulate } from '../../../analyzer/simulator/simulate.js';
import { fences, withoutAnnouncements } from '../../docs/page.js';
import { lowerText } from '../../language/check.js';
import { root } from '../../root.js';

/**
 * Settings that only checks of the text and the manual know today, by owner: what they promise is not made yet. The list
 * may only get shorter.
 */
const unread = ['monitor.alert_after', 'wal.archive', 'wal.segment'];

describe('settings of the catalogue', () => {
  it('are read by rules, guarantees, the estimate or the simulator', () => {
    const read = new Set<string>();
    for (const text of corpus()) {
      const design = watched(lowerText(text).design, (owner, name) => read.add(`${owner}.${name}`));
      analyze(design);
      simulate(design, design.workloads[0]?.id ?? '', { duration: 1, warmup: 0, eventBudget: 1000 });
    }
    const missing = settings.filter((spec) => !spec.of.some((owner) => read.has(`${owner}.${spec.name}`)));
    assert.deepEqual(missing.map((spec) => `${spec.of[0]}.${spec.name}`).sort(), unread);
  });
});

/** Designs that bring every rule and model to work: the pages of rules and kinds. */
function* corpus(): Generator<string> {
  for (const folder of ['docs/rules', 'docs/components']) {
    for (const page of markdown(folder)) {
      for (const fence of fences(page)) if (!fence.info.includes('fragment')) yield withoutAnnouncements(fence.text);
    }
  }
}

const markdown = (folder: string): string[] =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(root, folder, file));

type Seen = (owner: string, name: string) => void;

/** The same design, telling which settings are looked at, written or not. */
function watched(design: Design, seen: Seen): Design {
  const of = <T extends { readonly settings: Settings }>(owner: string, part: T): T => ({
    ...part,
    settings: watch(part.settings, (name) => seen(owner, name)),
  });
  const breaker = (one: Breaker): Breaker => watch(one, (name) => seen('breaker', name === 'openFor' ? 'open' : name));
  return {
    ...design,
    links: design.links.map((link) => of('link', link)),
    data: design.data.map((item) => of('data', item)),
    components: design.components.map((component) => ({
      ...of(component.kind, component),
      ...(component.replicas === undefined ? {} : { replicas: of('replicas', component.replicas) }),
      ...(component.shards === undefined ? {} : { shards: of('shards', component.shards) }),
      ...(component.log === undefined ? {} : { log: of('wal', component.log) }),
      ...(component.calls.breaker === undefined
        ? {}
        : { calls: { ...component.calls, breaker: breaker(component.calls.breaker) } }),
    })),
  };
}

/** Looking through all of them is looking at none: `Object.values` asks for each twice after the list of names. */
function watch<T extends object>(target: T, seen: (name: string) => void): T {
  let listed = 0;
  const told = (name: string | symbol) => {
    if (listed > 0) listed--;
    else if (typeof name === 'string') seen(name);
  };
  return new Proxy(target, {
    ownKeys: (from) => {
      const names = Reflect.ownKeys(from);
      listed = 2 * names.length;
      return names;
    },
    get: (from, name) => {
      told(name);
      return Reflect.get(from, name);
    },
    getOwnPropertyDescriptor: (from, name) => {
      told(name);
      return Reflect.getOwnPropertyDescriptor(from, name);
    },
  });
}

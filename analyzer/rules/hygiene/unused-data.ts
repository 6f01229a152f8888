/** Data that nobody keeps or moves. */
import type { Rule } from '../rule.js';

export const unusedData: Rule = {
  id: 'unused-data',
  family: 'hygiene',
  severity: 'warning',
  summary: 'A data item that no component holds and no flow reads or writes.',
  concept: 'dead declarations',
  sources: ['docs/language.md, Data'],
  *check({ design, operations, lookup }) {
    const moved = new Set(operations.map(({ data }) => data));
    const referenced = new Set(design.data.flatMap((item) => item.references.map(({ to }) => to)));
    for (const item of design.data) {
      const held = [lookup.storesOf, lookup.cachesOf, lookup.carriersOf].some((map) => map.has(item.id));
      if (held || moved.has(item.id) || referenced.has(item.id)) continue;
      yield {
        at: item.id,
        message: `Nothing stores, caches, carries, reads or writes \`${item.id}\`: what it requires is not checked.`,
        help: 'Say where it lives (`stores …`), or remove it.',
        fixes: [{ title: `Remove ${item.id}`, edits: [{ kind: 'remove', at: item.id }] }],
        unnecessary: true,
      };
    }
  },
};

/** The usual remedy of analysis on a store that serves requests. */
import type { DataItem, QueryStep } from '../design/design.js';
import type { Facts } from '../facts.js';
import type { Edit, Fix } from './rule.js';

/** A warehouse that is refreshed from the store, and the query there. */
export function inWarehouse(facts: Facts, item: DataItem, step: QueryStep): Fix[] {
  const name = `${item.id.toLowerCase()}_warehouse`;
  if (step.from === undefined || facts.lookup.components.has(name)) return [];
  const edits: Edit[] = [
    { kind: 'declare', after: step.from.to, text: `warehouse ${name} { stores ${item.id}  refresh 1 h }` },
    { kind: 'replace', at: step.from.id, text: name },
  ];
  return [{ title: `Query a warehouse \`${name}\``, edits }];
}

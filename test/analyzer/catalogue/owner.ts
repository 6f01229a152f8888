/** Small owners of settings for tests. */
import type { Component, Setting, Settings, Value } from '../../../analyzer/design/design.js';

/** A component with nothing but what is given. */
export function component(part: Partial<Component> & { readonly kind: string }): Component {
  return { id: 'x', stores: [], caches: [], carries: [], watches: [], indexes: [], calls: {}, settings: {}, ...part };
}

/** Settings as the design would say them. */
export function said(values: Readonly<Record<string, Value>>, template?: string): Settings {
  const entries = Object.entries(values).map(([name, value]): [string, Setting] => [
    name,
    {
      id: `x.${name}`,
      name,
      value,
      provenance: template === undefined ? { by: 'design' } : { by: 'template', template },
    },
  ]);
  return Object.fromEntries(entries);
}

export const time = (value: number): Value => ({ kind: 'quantity', value, dimension: 'time' });
export const count = (value: number): Value => ({ kind: 'quantity', value, dimension: 'count' });
export const size = (value: number): Value => ({ kind: 'quantity', value, dimension: 'size' });
export const share = (value: number): Value => ({ kind: 'quantity', value, dimension: 'ratio' });
export const word = (name: string): Value => ({ kind: 'symbol', name });
export const call = (name: string, ...args: readonly Value[]): Value => ({ kind: 'call', name, args });

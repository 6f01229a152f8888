/** What every setting of something is, and who said so. */
import {
  capacity,
  counts,
  type Effective,
  type From,
  law,
  type Owner,
  popularity,
  quantity,
  scaling,
  settingsOf,
  symbol,
} from '../catalogue/setting.js';
import type { SettingSpec, Source } from '../catalogue/types.js';
import type { Id } from '../design/design.js';
import { sayQuantity } from '../design/say.js';
import { sayLaw } from './law.js';
import { sayCapacity, sayPopularity, sayScaling, sayValue } from './value.js';

/** One value with its provenance, in words. */
export interface Fact {
  readonly name: string;
  readonly text: string;
  /** Missing: part of the design’s structure; whoever knows the text knows whether a template says it. */
  readonly from?: From;
  /** Of values from a template. */
  readonly template?: string;
  /** Of defaults. */
  readonly source?: Source;
  /** Of what the design says. */
  readonly id?: Id;
}

/** Effective values of all settings that have one: what is written first, then defaults, in the order of the catalogue. */
export function settingFacts(owner: Owner): readonly Fact[] {
  const facts = settingsOf(owner.kind).flatMap((spec) => settingFact(owner, spec) ?? []);
  return [...facts.filter(isWritten), ...facts.filter((fact) => !isWritten(fact))];
}

/** Whether the design or a template says it. */
export function isWritten({ from }: Fact): boolean {
  return from === undefined || from === 'design' || from === 'template';
}

/** The effective value of one setting; `undefined` when there is none. */
export function settingFact(owner: Owner, spec: SettingSpec): Fact | undefined {
  const { name } = spec;
  const written = Object.hasOwn(owner.settings, name) ? owner.settings[name] : undefined;
  if (written !== undefined) {
    const { id, value, provenance } = written;
    const template = provenance.by === 'template' ? { template: provenance.template } : {};
    return { name, text: sayValue(value), from: provenance.by, id, ...template };
  }
  const found = effectiveText(owner, spec);
  if (found === undefined) return undefined;
  return { name, text: found.value, from: found.from, ...(found.source === undefined ? {} : { source: found.source }) };
}

function effectiveText(owner: Owner, spec: SettingSpec): Effective<string> | undefined {
  const { name, value: type } = spec;
  switch (type.type) {
    case 'quantity':
      return said(quantity(owner, name), (value) => sayQuantity(value, type.dimension));
    case 'law':
      return said(law(owner, name), sayLaw);
    case 'capacity':
      return said(capacity(owner, name), sayCapacity);
    case 'popularity':
      return said(popularity(owner, name), sayPopularity);
    case 'scaling':
      return said(scaling(owner, name), sayScaling);
    case 'counts':
      return said(counts(owner, name), (pairs) =>
        Object.entries(pairs)
          .map(([word, count]) => `${word} ${count}`)
          .join(', '),
      );
    case 'symbol':
    case 'component':
    case 'text':
      return symbol(owner, name);
  }
}

function said<T>(found: Effective<T> | undefined, say: (value: T) => string): Effective<string> | undefined {
  return found === undefined ? undefined : { ...found, value: say(found.value) };
}

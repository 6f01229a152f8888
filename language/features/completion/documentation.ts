/** What a completion means, asked for when it is looked at. */
import { settingSpec } from '../../../analyzer/catalogue/setting.js';
import { rules } from '../../../analyzer/rules/index.js';
import { keywords } from '../../explanation/keywords/index.js';
import { measureMeanings, options } from '../../explanation/keywords/options.js';
import { laws } from '../../lower/law-table.js';
import { code, paragraphs } from '../../markdown.js';
import { settingText } from '../hover/setting.js';
import { callWords, invariantHover, kindHover, requirementHover, technologyHover } from '../hover/vocabulary.js';
import { rulePage } from '../rule-page.js';
import { timeout } from './expected-value.js';

/** What a completion is about, small enough to travel to the client and back. */
export type Subject =
  | {
      readonly about: 'kind' | 'technology' | 'requirement' | 'invariant' | 'measure' | 'law' | 'rule';
      readonly id: string;
    }
  | { readonly about: 'setting'; readonly id: string; readonly of: string; readonly technology?: string }
  /** A word of a setting. */
  | { readonly about: 'word'; readonly id: string; readonly of: string; readonly setting: string }
  | { readonly about: 'keyword'; readonly id: string; readonly rule: string }
  /** A word that the grammar takes as a name: `place` is rule and property. */
  | { readonly about: 'option'; readonly id: string; readonly place: string };

/** Markdown about a subject; nothing for what says all by itself. `manual`: URI of the docs. */
export function documentationOf(subject: Subject, manual: string | undefined): string | undefined {
  const { id } = subject;
  switch (subject.about) {
    case 'kind':
      return kindHover(id, manual);
    case 'technology':
      return technologyHover(id, manual);
    case 'requirement':
      return requirementHover(id);
    case 'invariant':
      return invariantHover(id);
    case 'measure':
      return own(measureMeanings, id);
    case 'law':
      return laws.find(({ name }) => name === id)?.summary ?? own(callWords, id);
    case 'rule': {
      const rule = rules.find((one) => one.id === id);
      const link = manual === undefined ? undefined : `[Its page](${rulePage(manual, id)})`;
      return rule === undefined ? undefined : paragraphs(rule.summary, rule.concept, link);
    }
    case 'setting': {
      const { of, technology } = subject;
      const spec = settingSpec(of, id) ?? (id === 'timeout' ? timeout : undefined);
      if (spec === undefined) return undefined;
      return settingText(spec, { kind: of, settings: {}, ...(technology === undefined ? {} : { technology }) }, manual);
    }
    case 'word': {
      const value = settingSpec(subject.of, subject.setting)?.value;
      return value?.type === 'symbol' ? value.options.find(({ name }) => name === id)?.meaning : undefined;
    }
    case 'keyword': {
      const row = own(keywords, subject.rule);
      const meaning = own(row?.words, id);
      if (row === undefined || meaning === undefined) return undefined;
      const link = manual === undefined ? undefined : `[More](${manual}/language.md#${row.section})`;
      return paragraphs(`${code(id)}: ${meaning}`, link);
    }
    case 'option':
      return own(own(options, subject.place), id);
  }
}

function own<T>(of: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return of !== undefined && Object.hasOwn(of, key) ? of[key] : undefined;
}

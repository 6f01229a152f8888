/** Values with their provenance as a Markdown table. */
import { technologyOf } from '../../../analyzer/catalogue/setting.js';
import { saySource } from '../../../analyzer/wording/default.js';
import type { Fact } from '../../../analyzer/wording/setting-facts.js';
import type { Origins } from '../../findings/origins.js';
import { code, plain, table } from '../../markdown.js';

/** Whose values these are. */
export interface ValuesOf {
  readonly origins: Origins;
  /** Of the component, for values its row gives. */
  readonly technology?: string;
  readonly template?: string;
}

/** Sources longer than this are cut; the page of the setting has all of it. */
const longestSource = 110;

/** `setting | value | from` of each fact. */
export function factsTable(facts: readonly Fact[], of: ValuesOf): string {
  return table(
    ['setting', 'value', 'from'],
    facts.map((fact) => [code(fact.name), code(fact.text), provenance(fact, of)]),
  );
}

/** A default of kind or setting in a few words; the hover of the setting has its source. */
export function briefly({ name, text, source }: Fact): string {
  return `${code(name)} ${plain(text)}${source?.kind === 'assumed' ? ' (assumed)' : ''}`;
}

/** Who said a value: the text, a template, or a default with its source. */
export function provenance(fact: Fact, { origins, technology, template }: ValuesOf): string {
  const isTemplate = fact.from === 'template' || (fact.id !== undefined && origins.get(fact.id)?.use !== undefined);
  const source = fact.source === undefined ? '' : `: ${plain(short(saySource(fact.source)))}`;
  if (isTemplate) {
    const name = fact.template ?? template;
    return name === undefined ? 'template' : `template ${code(name)}`;
  }
  switch (fact.from) {
    case 'technology':
      return `${plain(technologyOf(technology)?.title ?? 'technology')}${source}`;
    case 'kind':
      return `kind${source}`;
    case 'setting':
      return `default${source}`;
    default:
      return 'design';
  }
}

function short(text: string): string {
  return text.length <= longestSource ? text : `${text.slice(0, longestSource - 1).trimEnd()}…`;
}

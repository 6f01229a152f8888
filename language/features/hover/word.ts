/** One token that is no declared name: a keyword, a word of the vocabulary, a number, the path of an import. */
import { type AstNode, AstUtils, type CstNode } from 'langium';
import type { Expectation, Id, Step } from '../../../analyzer/design/design.js';
import { allSteps } from '../../../analyzer/flow/steps.js';
import { clauseFacts } from '../../../analyzer/wording/component-facts.js';
import { keywords } from '../../explanation/keywords/index.js';
import { options } from '../../explanation/keywords/options.js';
import * as ast from '../../generated/ast.js';
import { lawNames } from '../../lower/law-table.js';
import { code, paragraphs } from '../../markdown.js';
import { idOf, type Shown } from '../shown-estimate.js';
import type { Snapshot } from '../snapshot.js';
import { expectationHover } from './expectation.js';
import { provenance } from './facts-table.js';
import { importHover } from './import.js';
import { lawHover } from './law.js';
import { numberHover } from './number.js';
import { linkHover } from './place.js';
import { settingHover, specOf } from './setting.js';
import { stepHover } from './step.js';
import type { Word } from './subject.js';
import { callWords, invariantHover, kindHover, requirementHover, technologyHover } from './vocabulary.js';

/** Markdown about a token; nothing for those that say nothing by themselves. */
export function wordHover(word: Word, snapshot: Snapshot, shown: Shown): string | undefined {
  const { node, property, text } = word;
  if (/^[+-]?\d/u.test(text)) return quantityHover(word, snapshot, shown);
  if (ast.isExpectation(node) || ast.isComparison(node)) return expectationOf(node, shown);
  if (property === undefined) return keywordHover(word, snapshot, shown);
  switch (`${node.$type}.${property}`) {
    case 'Component.kind':
      return kindHover(text, snapshot.manual);
    case 'Component.technology':
    case 'Template.technology':
      return technologyHover(text, snapshot.manual);
    case 'Requirement.name':
      return requirementHover(text);
    case 'InvariantClause.shape':
      return invariantHover(text);
    case 'Import.path':
      return ast.isImport(node) ? importHover(node, snapshot) : undefined;
    case 'Setting.name':
      return ast.isSetting(node) ? (settingHover(node, snapshot, shown) ?? timeout(text)) : undefined;
    case 'WordValue.word':
      return ast.isWordValue(node) ? valueWordHover(node, text, snapshot, shown) : undefined;
    default:
      break;
  }
  const option = own(options[`${node.$type}.${property}`], text);
  if (option !== undefined) return paragraphs(`${code(text)}: ${option}`);
  return keywordHover(word, snapshot, shown);
}

/** Of components it is a setting of the grammar’s and a clause of the design’s. */
function timeout(text: string): string | undefined {
  const meaning = text === 'timeout' ? own(keywords.Timeout?.words, text) : undefined;
  return meaning === undefined ? undefined : `${code(text)}: ${meaning}`;
}

function keywordHover({ node, text }: Word, snapshot: Snapshot, shown: Shown): string | undefined {
  const words = own(keywords, node.$type);
  const meaning = own(words?.words, text);
  const facts = factsOf(node, text, shown, snapshot);
  if (meaning === undefined) return facts;
  const more =
    words === undefined || snapshot.manual === undefined
      ? undefined
      : `[More](${snapshot.manual}/language.md#${words.section})`;
  return paragraphs(`${code(text)}: ${meaning}`, facts, more);
}

/** What the analysis knows of the part that a keyword or sign begins. */
function factsOf(node: AstNode, text: string, shown: Shown, { file }: Snapshot): string | undefined {
  const { report } = shown;
  if (ast.isStep(node)) {
    const step = stepOf(shown, idAt(shown, node.$cstNode));
    return step === undefined ? undefined : stepHover(step, shown);
  }
  if (ast.isLink(node)) {
    const id = idAt(shown, node.$cstNode);
    const link = id === undefined ? undefined : report.facts.lookup.links.get(id);
    return link === undefined ? undefined : linkHover(link, shown);
  }
  const { $container } = node;
  if ($container === undefined || !ast.isComponent($container)) return undefined;
  const declared = file.declarations.byNode.get($container);
  const id = declared === undefined ? undefined : idOf(report, declared);
  const component = id === undefined ? undefined : report.facts.lookup.components.get(id);
  if (component === undefined) return undefined;
  const fact = clauseFacts(component, report.facts).find(({ name }) => name.split(' ')[0] === text);
  return fact === undefined ? undefined : `${code(fact.text)} (${provenance(fact, { origins: report.origins })})`;
}

function valueWordHover(node: ast.WordValue, text: string, snapshot: Snapshot, shown: Shown): string | undefined {
  const setting = AstUtils.getContainerOfType(node, ast.isSetting);
  const spec = setting === undefined ? undefined : specOf(setting);
  const option = spec?.value.type === 'symbol' ? spec.value.options.find(({ name }) => name === text) : undefined;
  if (option !== undefined) return `${code(text)}: ${option.meaning}`;
  if (lawNames.includes(text) && spec?.value.type !== 'popularity') {
    const law = lawHover(node, snapshot.file, shown.report, 'exponential');
    if (law !== undefined) return law;
  }
  const meaning = own(callWords, text);
  return meaning === undefined ? undefined : `${code(text)}: ${meaning}`;
}

/** A number, and what it stands for where it is a duration that varies. */
function quantityHover({ node, text }: Word, snapshot: Snapshot, shown: Shown): string | undefined {
  const setting = AstUtils.getContainerOfType(node, ast.isSetting);
  const expectation = AstUtils.getContainerOfType(node, ast.isExpectation);
  const isAvailability = setting?.name === 'availability' || expectation?.measure === 'availability';
  return paragraphs(numberHover(text, isAvailability), bareLaw(node, setting, snapshot, shown));
}

function bareLaw(
  node: AstNode,
  setting: ast.Setting | undefined,
  { file }: Snapshot,
  { report }: Shown,
): string | undefined {
  if (!ast.isQuantityValue(node)) return undefined;
  const { $container } = node;
  if (ast.isWork($container) || ast.isWait($container))
    return lawHover(node, file, report, ast.isWork($container) ? 'exponential' : 'constant');
  if (setting === undefined || $container !== setting) return undefined;
  const value = specOf(setting)?.value;
  return value?.type === 'law' ? lawHover(node, file, report, value.bare) : undefined;
}

function expectationOf(node: AstNode, shown: Shown): string | undefined {
  const line = AstUtils.getContainerOfType(node, ast.isExpectation);
  const id = idAt(shown, line?.$cstNode);
  const { design } = shown.report;
  const all: readonly Expectation[] = [...design.expectations, ...design.scenarios.flatMap((one) => one.expectations)];
  const found = all.find((one) => one.id === id);
  return found === undefined ? undefined : expectationHover(found, shown);
}

/** The id written at exactly this node. */
function idAt({ report }: Shown, node: CstNode | undefined): Id | undefined {
  if (node === undefined) return undefined;
  for (const id of report.origins.ids()) if (report.origins.anchor(id)?.node === node) return id;
  return undefined;
}

function stepOf({ report }: Shown, id: Id | undefined): Step | undefined {
  if (id === undefined) return undefined;
  for (const flow of report.design.flows)
    if (id.startsWith(`${flow.id}/`)) {
      const found = allSteps(flow.steps).find((step) => step.id === id);
      if (found !== undefined) return found;
    }
  return undefined;
}

/** A property of a table, not one of every object’s. */
function own<T>(of: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return of !== undefined && Object.hasOwn(of, key) ? of[key] : undefined;
}

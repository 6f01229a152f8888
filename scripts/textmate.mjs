/**
 * Writes the TextMate grammars from the language's own grammar and the catalogue, so that they cannot fall behind.
 *
 * They colour before the language server answers, and where it never does: in previews, comparisons and other sites.
 * Names may be any word, so colours by place come from semantic tokens; here a word is coloured by what it usually is.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './set-up.mjs';

const folder = join(root, 'extension', 'syntaxes');

/** The text of each grammar by its file name. Needs the compiled sources in `out/`. */
export async function grammars() {
  const words = await vocabulary();
  return new Map([
    ['sysdesign.tmLanguage.json', json(designGrammar(words))],
    ['markdown.tmLanguage.json', json(markdownGrammar())],
  ]);
}

async function vocabulary() {
  const compiled = (path) => import(pathToFileURL(join(root, 'out', path)).href);
  const { kinds } = await compiled('analyzer/catalogue/kinds/index.js');
  const { settings } = await compiled('analyzer/catalogue/settings/index.js');
  const { technologies } = await compiled('analyzer/catalogue/technologies/index.js');
  const { requirementNames } = await compiled('analyzer/catalogue/requirements.js');
  const { measures } = await compiled('language/lower/expectation.js');
  const { laws } = await compiled('language/lower/law-table.js');
  const { timeUnits, sizeUnits, bitRateUnits } = await compiled('language/units/unit.js');
  const source = readFileSync(join(root, 'language', 'sysdesign.langium'), 'utf8').replace(/\/\*[\s\S]*?\*\//gu, '');
  const keywords = [...source.matchAll(/'([a-z_]+)'/gu)].map((match) => match[1]);
  const declarations = rule(source, 'Declaration');
  const options = settings.flatMap(({ value }) =>
    value.type === 'symbol' ? value.options.map(({ name }) => name) : [],
  );
  return {
    declarations: declarations.flatMap((name) => firstWord(source, name)),
    keywords,
    faults: ['Fault', ...rule(source, 'Fault')].flatMap((name) => firstWord(source, name)),
    kinds: kinds.map(({ id }) => id),
    settings: settings.map(({ name }) => name),
    technologies: technologies.map(({ id }) => id),
    constants: [...requirementNames.map(({ id }) => id), ...options],
    measures: Object.keys(measures),
    laws: [...laws.map(({ name }) => name), 'mixture', 'empirical'],
    units: [...Object.keys(timeUnits), ...Object.keys(sizeUnits), ...Object.keys(bitRateUnits), 'USD', '%', 'x'],
  };
}

/** Names of the rules that a rule of the language chooses among. */
function rule(source, name) {
  const body = new RegExp(`^${name}: ([^;]*);`, 'mu').exec(source)?.[1] ?? '';
  return [...body.matchAll(/\b[A-Z]\w*/gu)].map((match) => match[0]);
}

/** Words that a rule of the language begins with. */
function firstWord(source, name) {
  const body = new RegExp(`^${name}: *((?:\\w+=)?\\(?'[^;]*);`, 'mu').exec(source)?.[1] ?? '';
  const head = /^(?:\w+=)?\(?((?:'[a-z_]+'(?: \| )?)+)/u.exec(body)?.[1] ?? '';
  return [...head.matchAll(/'([a-z_]+)'/gu)].map((match) => match[1]);
}

function designGrammar(words) {
  const name = '[A-Za-z_][A-Za-z0-9_]*';
  const taken = new Set([...words.declarations, ...words.kinds]);
  const clauses = words.keywords.filter((word) => !taken.has(word));
  const settings = words.settings.filter((word) => !taken.has(word));
  const constants = words.constants.filter(
    (word) => !taken.has(word) && !clauses.includes(word) && !settings.includes(word),
  );
  return {
    name: 'System Design',
    scopeName: 'source.sysdesign',
    comment:
      'Made by `npm run grammar` from language/sysdesign.langium and analyzer/catalogue; edits here are overwritten.',
    patterns: [
      { include: '#comments' },
      { include: '#strings' },
      { include: '#header' },
      { include: '#imports' },
      { include: '#declarations' },
      { include: '#components' },
      { include: '#technology' },
      { include: '#calls' },
      { include: '#faults' },
      { include: '#quantities' },
      { include: '#words' },
      { include: '#operators' },
    ],
    repository: {
      comments: {
        patterns: [
          {
            name: 'comment.line.double-slash.sysdesign',
            match: '(//)\\s*(sysdesign-ignore)\\s+([a-z][a-z0-9-]*)(:?)(.*)$',
            captures: {
              1: { name: 'punctuation.definition.comment.sysdesign' },
              2: { name: 'keyword.other.ignore.sysdesign' },
              3: { name: 'entity.name.tag.rule.sysdesign' },
            },
          },
          {
            name: 'comment.line.double-slash.sysdesign',
            match: '(//).*$',
            captures: { 1: { name: 'punctuation.definition.comment.sysdesign' } },
          },
          {
            name: 'comment.block.sysdesign',
            begin: '/\\*',
            end: '\\*/',
            captures: { 0: { name: 'punctuation.definition.comment.sysdesign' } },
          },
        ],
      },
      strings: {
        name: 'string.quoted.double.sysdesign',
        begin: '"',
        end: '"|$',
        beginCaptures: { 0: { name: 'punctuation.definition.string.begin.sysdesign' } },
        endCaptures: { 0: { name: 'punctuation.definition.string.end.sysdesign' } },
        patterns: [{ name: 'constant.character.escape.sysdesign', match: '\\\\.' }],
      },
      header: { match: '\\b(design)(?=\\s+")', captures: { 1: { name: 'keyword.other.design.sysdesign' } } },
      imports: {
        begin: '\\b(import)\\b(?=\\s*[{"])',
        end: '(?<=")|(?=^\\s*[a-z_]+\\s+[A-Za-z_])',
        beginCaptures: { 1: { name: 'keyword.control.import.sysdesign' } },
        patterns: [
          { include: '#comments' },
          { match: '\\b(from|as)\\b', name: 'keyword.control.import.sysdesign' },
          { match: name, name: 'entity.name.type.template.sysdesign' },
          { include: '#strings' },
          { include: '#operators' },
        ],
      },
      declarations: {
        patterns: [
          named('flow', name, 'entity.name.function.flow'),
          ...['data', 'template', 'group', 'region', 'workload', 'scenario', 'diagram']
            .filter((word) => words.declarations.includes(word))
            .map((word) => named(word, name, `entity.name.type.${word}`)),
          {
            match: `\\b(expect)\\s+(under)\\s+(${name})`,
            captures: {
              1: { name: 'storage.type.expect.sysdesign' },
              2: { name: 'keyword.other.clause.sysdesign' },
              3: { name: 'entity.name.type.workload.sysdesign' },
            },
          },
          {
            match: `(?:^|(?<=[{}]))\\s*(${any(words.declarations)})(?=\\s*["{]|\\s+${name}\\s*(?:--|\\.))`,
            captures: { 1: { name: 'storage.type.$1.sysdesign' } },
          },
        ],
      },
      components: {
        match: `(?:^|(?<=[{}]))\\s*(${any(words.kinds)})\\s+(${name})(?=\\s*(?:["{:]|$|//|/\\*|from\\b))`,
        captures: {
          1: { name: 'storage.type.component.sysdesign' },
          2: { name: 'entity.name.class.component.sysdesign' },
        },
      },
      technology: {
        match: `(?<=[A-Za-z0-9_")])\\s*(:)\\s*(?:(${any(words.technologies)})\\b|(${name}))`,
        captures: {
          1: { name: 'punctuation.separator.technology.sysdesign' },
          2: { name: 'support.class.technology.sysdesign' },
          3: { name: 'entity.name.type.template.sysdesign' },
        },
      },
      calls: {
        patterns: [
          { match: `\\b(${any(words.laws)})(?=\\s*\\()`, name: 'support.function.law.sysdesign' },
          { match: `\\b(${any(words.measures)})(?=\\s*\\()`, name: 'support.function.measure.sysdesign' },
        ],
      },
      faults: {
        match: `\\b(at)\\s+(\\d[\\w.]*(?:[ \\t]*(?:${any(words.units)}))?)\\s+(${any(words.faults)})\\b`,
        captures: {
          1: { name: 'keyword.other.fault.sysdesign' },
          2: { patterns: [{ include: '#quantities' }] },
          3: { name: 'keyword.other.fault.sysdesign' },
        },
      },
      quantities: {
        match: `(?<![A-Za-z0-9_.])([+-]?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?:([kMGT])?(/(?:s|min|h|d|y))|([kMGT])(?![A-Za-z])|[ \\t]*(${any(words.units)})(/(?:s|min|h|d|y))?(?![A-Za-z0-9_%])|(?![0-9.]))`,
        captures: {
          1: { name: 'constant.numeric.sysdesign' },
          2: { name: 'constant.numeric.sysdesign' },
          3: { name: 'keyword.other.unit.sysdesign' },
          4: { name: 'constant.numeric.sysdesign' },
          5: { name: 'keyword.other.unit.sysdesign' },
          6: { name: 'keyword.other.unit.sysdesign' },
        },
      },
      words: {
        patterns: [
          word(settings, 'variable.other.property.setting'),
          word(clauses, 'keyword.other.clause'),
          word(constants, 'variable.other.enummember'),
        ],
      },
      operators: {
        patterns: [
          { match: '->|--|\\.\\.', name: 'keyword.operator.arrow.sysdesign' },
          { match: '<=|>=|==|<|>', name: 'keyword.operator.comparison.sysdesign' },
          { match: '\\*', name: 'keyword.operator.all.sysdesign' },
          { match: '[{}]', name: 'punctuation.section.block.sysdesign' },
          { match: '[()]', name: 'punctuation.section.arguments.sysdesign' },
          { match: '[,:.]', name: 'punctuation.separator.sysdesign' },
        ],
      },
    },
  };
}

function named(keyword, name, scope) {
  return {
    match: `(?:^|(?<=[{}]))\\s*(${keyword})\\s+(${name})`,
    captures: { 1: { name: `storage.type.${keyword}.sysdesign` }, 2: { name: `${scope}.sysdesign` } },
  };
}

function word(words, scope) {
  return { match: `\\b(?:${any(words)})\\b`, name: `${scope}.sysdesign` };
}

/** An expression that matches any of the words, the longest first. */
function any(words) {
  return [...new Set(words)]
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .map((one) => one.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'))
    .join('|');
}

/** Colours fences of Markdown pages; `sysdesign fragment` fences too. */
function markdownGrammar() {
  return {
    scopeName: 'markdown.sysdesign.codeblock',
    injectionSelector: 'L:text.html.markdown',
    comment: 'Made by `npm run grammar`; edits here are overwritten.',
    patterns: [{ include: '#fence' }],
    repository: {
      fence: {
        name: 'markup.fenced_code.block.markdown',
        begin: '(^|\\G)(\\s*)(`{3,}|~{3,})\\s*(?i:(sysdesign)(\\s+[^`~]*)?$)',
        end: '(^|\\G)(\\2|\\s{0,3})(\\3)\\s*$',
        beginCaptures: {
          3: { name: 'punctuation.definition.markdown' },
          4: { name: 'fenced_code.block.language.markdown' },
          5: { name: 'fenced_code.block.language.attributes.markdown' },
        },
        endCaptures: { 3: { name: 'punctuation.definition.markdown' } },
        patterns: [
          {
            begin: '(^|\\G)(\\s*)(.*)',
            while: '(^|\\G)(?!\\s*([`~]{3,})\\s*$)',
            contentName: 'meta.embedded.block.sysdesign',
            patterns: [{ include: 'source.sysdesign' }],
          },
        ],
      },
    },
  };
}

const json = (grammar) => `${JSON.stringify(grammar, undefined, 2)}\n`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of await grammars()) writeFileSync(join(folder, file), text);
}

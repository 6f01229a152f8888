/** Signature help: what stands between parentheses, and which part of it the cursor is in. */
import type { SignatureHelp, SignatureHelpParams } from 'vscode-languageserver';
import { measureMeanings, options } from '../explanation/keywords/options.js';
import { lineMap } from '../findings/line-map.js';
import { withArticle } from '../link/declared.js';
import { measures } from '../lower/expectation.js';
import { laws } from '../lower/law-table.js';
import { endOf } from '../syntax/token.js';
import { endOfPart, type Part, valuesOf } from '../syntax/walk.js';
import { namesOf } from './completion/names.js';
import { enclosedAt, placeAt } from './completion/place.js';
import type { Feature } from './feature.js';
import { callWords } from './hover/vocabulary.js';
import { offsetAt, type Snapshot } from './snapshot.js';

/** A name with parameters. */
interface Signature {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly summary?: string }[];
  readonly summary?: string;
  /** The last parameter may be repeated. */
  readonly isOpen?: boolean;
}

/** Help for the innermost parentheses around an offset of a text; `undefined` outside of any. */
export function signatureHelp(snapshot: Snapshot, text: string, offset: number): SignatureHelp | undefined {
  const enclosed = enclosedAt(text, offset);
  if (enclosed?.kind === 'comment') return undefined;
  const at = enclosed?.start ?? offset;
  const owner = openParentheses(text, at);
  const signature = owner === undefined ? undefined : signatureOf(owner, snapshot);
  if (owner === undefined || signature === undefined) return undefined;
  const { name, parameters, summary, isOpen } = signature;
  const active = activeParameter(owner, signature, at);
  return {
    signatures: [
      {
        label: `${name}(${[...parameters.map((one) => one.name), ...(isOpen === true ? ['…'] : [])].join(', ')})`,
        ...(summary === undefined ? {} : { documentation: { kind: 'markdown', value: summary } }),
        parameters: parameters.map((one) => ({
          label: one.name,
          ...(one.summary === undefined ? {} : { documentation: one.summary }),
        })),
      },
    ],
    activeSignature: 0,
    activeParameter: isOpen === true ? Math.min(active, parameters.length - 1) : active,
  };
}

/** What the innermost parentheses that are open at an offset belong to. */
function openParentheses(text: string, offset: number): Part | undefined {
  const { rest } = placeAt(text, offset, offset);
  for (let at = rest; at !== undefined; at = at.next) {
    if (at.shape.kind === 'token' && at.shape.name === '}') return undefined;
    if (at.shape.kind === 'token' && at.shape.name === ')') return at.part;
  }
  return undefined;
}

function signatureOf(part: Part, snapshot: Snapshot): Signature | undefined {
  switch (part.rule) {
    case 'WordValue':
      return callSignature(valuesOf(part, 'word')[0] ?? '', part);
    case 'Expectation':
      return measureSignature(valuesOf(part, 'measure')[0] ?? '');
    case 'Shards':
      return schemes[valuesOf(part, 'scheme')[0] ?? ''];
    case 'Component':
    case 'Template': {
      const name = valuesOf(part, 'technology')[0];
      // The parameters of a template itself are only being named.
      const template = name === undefined ? undefined : namesOf(snapshot).get(name);
      if (name === undefined || template?.kind !== 'template') return undefined;
      const parameters = [...template.parameters.keys()].map((one) => ({ name: one }));
      return { name, parameters, summary: `Template of ${template.node.technology ?? 'no technology yet'}.` };
    }
    default:
      return undefined;
  }
}

const key = { name: 'key', summary: 'the field that decides' };
const schemes: Readonly<Record<string, Signature>> = {
  hash: { name: 'hash', parameters: [key], ...meaning('hash') },
  range: { name: 'range', parameters: [key], ...meaning('range') },
  list: {
    name: 'list',
    parameters: [key, { name: 'value', summary: 'one shard each' }],
    isOpen: true,
    ...meaning('list'),
  },
  vertical: {
    name: 'vertical',
    parameters: [{ name: 'part(field, …)', summary: 'columns that stay together' }],
    isOpen: true,
    ...meaning('vertical'),
  },
};

function meaning(scheme: string): { readonly summary?: string } {
  const summary = options['Shards.scheme']?.[scheme];
  return summary === undefined ? {} : { summary };
}

const calls: Readonly<Record<string, Signature>> = {
  mixture: {
    name: 'mixture',
    parameters: [{ name: 'share: law', summary: 'the law, with the probability of the share' }],
    isOpen: true,
  },
  empirical: {
    name: 'empirical',
    parameters: [{ name: '"file.csv"', summary: 'one number a line; the path is relative to this file' }],
  },
  zipf: { name: 'zipf', parameters: [{ name: 's', summary: 'exponent: 0 is even, 1 very uneven' }] },
  hottest: {
    name: 'hottest',
    parameters: [
      { name: 'items', summary: 'share of the items' },
      { name: 'requests', summary: 'share of the requests they get' },
    ],
  },
  usl: {
    name: 'usl',
    parameters: [
      { name: 'contention', summary: 'α: share of the work that only one can do' },
      { name: 'crosstalk', summary: 'β: cost of agreeing with each other' },
    ],
  },
  objects: {
    name: 'objects',
    parameters: [{ name: 'count', summary: 'how many fit' }],
    summary: 'A number of objects.',
  },
};

function callSignature(name: string, part: Part): Signature | undefined {
  // `vertical(core(name, email))`: fields of a part.
  if (part.parent?.rule === 'Shards')
    return { name, parameters: [{ name: 'field', summary: 'a column of this part' }], isOpen: true };
  const law = laws.find((one) => one.name === name);
  const known = Object.hasOwn(calls, name) ? calls[name] : undefined;
  const isPopularity = valuesOf(part.parent ?? part, 'name').some((one) => one === 'popularity' || one === 'skew');
  if (law !== undefined && !(name === 'uniform' && isPopularity))
    return { name, parameters: law.parameters, summary: law.summary };
  const summary = callWords[name];
  return known === undefined ? undefined : { ...known, ...(summary === undefined ? {} : { summary }) };
}

function measureSignature(name: string): Signature | undefined {
  if (!Object.hasOwn(measures, name)) return undefined;
  const { of, dimensions } = measures[name as keyof typeof measures];
  const summary = measureMeanings[name];
  const parameter = {
    name: of.what.replace(/^an? /u, ''),
    summary: `or \`*\` for all; compared with ${withArticle(dimensions[0] ?? 'number')}`,
  };
  return { name, parameters: [parameter], isOpen: true, ...(summary === undefined ? {} : { summary }) };
}

/** Index of the parameter at an offset: by its name where it is named, else by the commas before. */
function activeParameter(part: Part, { parameters }: Signature, offset: number): number {
  const argument = part.parts.find(
    (one) => one.property === 'arguments' && one.start < offset && offset <= endOfPart(one),
  );
  const named = argument === undefined ? -1 : parameters.findIndex((one) => one.name === valuesOf(argument, 'word')[0]);
  if (named >= 0) return named;
  return part.tokens.filter(({ token }) => token.image === ',' && endOf(token) <= offset).length;
}

export const signatureHelpFeature: Feature = {
  capabilities: { signatureHelpProvider: { triggerCharacters: ['(', ','], retriggerCharacters: [','] } },
  register(connection, context) {
    connection.onSignatureHelp(
      context.typing<SignatureHelpParams, SignatureHelp>((snapshot, text, { position }) =>
        signatureHelp(snapshot, text, offsetAt({ text, lines: lineMap(text) }, position)),
      ),
    );
  },
};

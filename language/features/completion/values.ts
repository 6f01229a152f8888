/** Values of settings, arguments and laws. */
import { CompletionItemKind as Kind } from 'vscode-languageserver-types';
import { laws } from '../../lower/law-table.js';
import type { Expected as ExpectedName } from '../../lower/resolve.js';
import { type Part, valuesOf, within } from '../../syntax/walk.js';
import type { Candidate } from './candidate.js';
import { type Expected, expectedValue, ownersOf } from './expected-value.js';
import { type Named, type Names, parametersAt } from './names.js';
import { Places } from './snippet.js';
import { fieldCandidates } from './words.js';

/** Words that may be the value at a place. `offer` makes candidates of declared names. */
export function valueCandidates(
  part: Part,
  names: Names,
  offer: (fits: (named: Named) => boolean) => readonly Candidate[],
): Candidate[] {
  const expected = expectedValue(part, names);
  const parameters = parametersAt(part).map((name) => ({
    label: name,
    kind: Kind.TypeParameter,
    description: 'parameter',
    rank: 95,
  }));
  return [...parameters, ...ofType(expected, part, names, offer)];
}

function ofType(
  expected: Expected | undefined,
  part: Part,
  names: Names,
  offer: (fits: (named: Named) => boolean) => readonly Candidate[],
): readonly Candidate[] {
  const places = new Places();
  switch (expected?.type) {
    case 'symbol': {
      const setting = within(part, 'Setting');
      const [of = ''] = ownersOf(setting?.parent, names);
      return expected.options.map(({ name, meaning }, i) => ({
        label: name,
        kind: Kind.EnumMember,
        description: firstClause(meaning),
        subject: { about: 'word', id: name, of, setting: expected.spec?.name ?? '' },
        rank: 100 + i,
      }));
    }
    case 'switch':
      return ['on', 'off'].map((label, i) => ({ label, kind: Kind.EnumMember, rank: 100 + i }));
    case 'law':
      return lawCandidates();
    case 'component': {
      const wanted = expected.kinds;
      const fits: ExpectedName['accepts'] = (one) =>
        one.kind === 'component' && (wanted === undefined || wanted.includes(one.node.kind));
      return offer(({ declared }) => fits(declared));
    }
    case 'argument':
      return offer(({ declared }) => declared.kind === 'component' || declared.kind === 'data');
    case 'field':
      return [...vertical(part), ...fieldCandidates(part, 'word', names)];
    case 'popularity':
      return [
        call('zipf', `zipf ${places.of('0.9')}`, 'popularity', 0),
        call('uniform', 'uniform', 'popularity', 1),
        call('hottest', `hottest(${places.of('5%')}, ${places.of('60%')})`, 'popularity', 2),
      ];
    case 'scaling':
      return [call('usl', `usl(${places.of('0.03')}, ${places.of('0.0001')})`, 'universal scalability law', 0)];
    case 'capacity':
      return [call('objects', `objects(${places.of('500')})`, 'number of objects', 0)];
    case 'parameter':
      return expected.named === undefined
        ? []
        : [call(expected.named, `${expected.named} ${places.of(expected.example ?? '1')}`, 'parameter', 0)];
    default:
      return [];
  }
}

/** Parts of a vertical cut are names with fields; nothing is known of them. */
function vertical(part: Part): readonly Candidate[] {
  const shards = within(part, 'Shards');
  const isPart = shards !== undefined && part.parent === shards && valuesOf(shards, 'scheme')[0] === 'vertical';
  return isPart ? [call('core', `core(${new Places().of('field')})`, 'part', 0)] : [];
}

/** All laws of durations. */
export function lawCandidates(): Candidate[] {
  return [
    ...laws.map((law, i) => {
      const places = new Places();
      const args = law.parameters.map(({ name, dimension }) => {
        const example = exampleOf(name, dimension === 'time');
        return name === 'cv' ? `cv ${places.of(example)}` : places.of(example);
      });
      return {
        ...call(law.name, `${law.name}(${args.join(', ')})`, law.summary, i),
        detail: `(${law.parameters.map(({ name }) => name).join(', ')})`,
      };
    }),
    mixture(),
    call('empirical', `empirical("${new Places().of('measured.csv')}")`, 'a measured sample, one number a line', 9),
  ];
}

function mixture(): Candidate {
  const places = new Places();
  const insert = `mixture(${places.of('90%')}: ${places.of('2 ms')}, ${places.of('10%')}: ${places.of('50 ms')})`;
  return { ...call('mixture', insert, 'one law or another by chance', 8), detail: '(share: law, …)' };
}

function exampleOf(name: string, isTime: boolean): string {
  if (name === 'high') return '10 ms';
  if (name === 'low' || name === 'min') return '1 ms';
  if (isTime) return '5 ms';
  return name === 'k' ? '4' : name === 'alpha' ? '2.5' : '1.5';
}

function call(label: string, insert: string, description: string, rank: number): Candidate {
  const subject = { about: 'law' as const, id: label };
  return { label, insert, isWhole: true, kind: Kind.Function, description, subject, rank: 100 + rank };
}

function firstClause(text: string): string {
  return /^[^:;(.]*/u.exec(text)?.[0].trim() ?? text;
}

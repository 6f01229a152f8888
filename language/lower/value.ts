/** The value of a setting, read as the catalogue says. */

import { isSlip, nearest } from '../../analyzer/catalogue/nearest.js';
import type { ValueType } from '../../analyzer/catalogue/types.js';
import type { Id, Value } from '../../analyzer/design/design.js';
import { type Limits, notNegative, quantityValue, share, substitute } from './amount.js';
import { aComponent, ofKinds } from './expected.js';
import { lowerLaw, readTable } from './law.js';
import { resolve } from './resolve.js';
import { type Environment, replacement, report } from './run.js';
import { isPlainWord, type Written } from './written.js';

/** Reads one value; a wrong one has a finding and gives `undefined`. */
export function lowerValue(env: Environment, at: Id, value: Written, type: ValueType): Value | undefined {
  const substituted = substitute(env, value);
  if (substituted === undefined) return undefined;
  if (substituted.value !== value) return lowerValue(substituted.env, at, substituted.value, type);
  switch (type.type) {
    case 'quantity':
      return quantityValue(env, at, value, [type.dimension], limitsOf(type));
    case 'symbol':
      return lowerSymbol(
        env,
        at,
        value,
        type.options.map((option) => option.name),
      );
    case 'law': {
      const distribution = lowerLaw(env, at, value, type.bare);
      return distribution === undefined ? undefined : { kind: 'distribution', distribution };
    }
    case 'component':
      return lowerComponentName(env, at, value, type.kinds);
    case 'text':
      return lowerText(env, at, value);
    case 'capacity':
      return lowerCapacity(env, at, value);
    case 'popularity':
      return lowerPopularity(env, at, value);
    case 'scaling':
      return lowerScaling(env, at, value);
    case 'counts':
      return lowerCounts(env, at, value);
  }
}

function limitsOf(type: ValueType & { readonly type: 'quantity' }): Limits {
  return {
    minimum: type.minimum ?? 0,
    whole: type.whole === true,
    ...(type.maximum === undefined ? {} : { maximum: type.maximum }),
  };
}

function lowerSymbol(env: Environment, at: Id, value: Written, options: readonly string[]): Value | undefined {
  if (isPlainWord(value) && options.includes(value.name)) return { kind: 'symbol', name: value.name };
  if (!isPlainWord(value)) {
    report(env, at, value.node, {
      rule: 'unit-mismatch',
      message: `\`${value.node.text}\` cannot stand here; one of these words is expected: ${options.join(', ')}.`,
    });
    return undefined;
  }
  const meant = nearest(value.name, options);
  const hint =
    meant === undefined ? `; one of these words is expected: ${options.join(', ')}.` : `; did you mean \`${meant}\`?`;
  const fixes = replacement(env, at, value.node, meant, meant !== undefined && isSlip(value.name, meant));
  report(env, at, value.node, { rule: 'unknown-name', message: `\`${value.name}\` means nothing here${hint}`, fixes });
  return undefined;
}

function lowerComponentName(
  env: Environment,
  at: Id,
  value: Written,
  kinds: readonly string[] | undefined,
): Value | undefined {
  const expected = kinds === undefined ? aComponent : ofKinds(`a ${kinds.join(' or ')}`, kinds);
  if (!isPlainWord(value)) {
    report(env, at, value.node, {
      rule: 'unit-mismatch',
      message: `\`${value.node.text}\` is no name; ${expected.what} is expected here.`,
    });
    return undefined;
  }
  const declared = resolve(env, at, { name: value.name, node: value.nameNode }, expected);
  return declared === undefined ? undefined : { kind: 'symbol', name: env.run.idOf(declared) };
}

function lowerText(env: Environment, at: Id, value: Written): Value | undefined {
  if (value.kind === 'text') return { kind: 'text', text: value.text };
  if (isPlainWord(value)) return { kind: 'text', text: value.name };
  report(env, at, value.node, {
    rule: 'unit-mismatch',
    message: `\`${value.node.text}\` cannot stand here; a text in quotes is expected.`,
  });
  return undefined;
}

/** `8 GB`, `500`, `objects(500)`: bytes or a number of objects. */
function lowerCapacity(env: Environment, at: Id, value: Written): Value | undefined {
  if (value.kind === 'word' && value.name === 'objects') {
    const count = value.args?.[0] ?? value.tail;
    if (count !== undefined) return quantityValue(env, at, count, ['count'], notNegative);
  }
  return quantityValue(env, at, value, ['size', 'count'], notNegative);
}

const popularities = ['zipf', 'uniform', 'hottest'];

function lowerPopularity(env: Environment, at: Id, value: Written): Value | undefined {
  if (value.kind !== 'word' || !popularities.includes(value.name)) {
    const meant = value.kind === 'word' ? nearest(value.name, popularities) : undefined;
    const hint =
      meant === undefined
        ? '; `uniform`, `zipf 0.9` or `hottest(5%, 60%)` is expected.'
        : `; did you mean \`${meant}\`?`;
    const word = value.kind === 'word' ? value.nameNode : undefined;
    report(env, at, value.node, {
      rule: 'unknown-name',
      message: `\`${value.node.text}\` is no popularity${hint}`,
      fixes: replacement(env, at, word, meant, value.kind === 'word' && isSlip(value.name, meant ?? '')),
    });
    return undefined;
  }
  const args = value.args ?? (value.tail === undefined ? [] : [value.tail]);
  if (value.name === 'uniform') return takes(env, at, value, args, 0) ? { kind: 'symbol', name: 'uniform' } : undefined;
  if (value.name === 'zipf') {
    if (!takes(env, at, value, args, 1)) return undefined;
    const exponent = args[0] === undefined ? undefined : quantityValue(env, at, args[0], ['count'], notNegative);
    return exponent === undefined ? undefined : { kind: 'call', name: 'zipf', args: [exponent] };
  }
  if (!takes(env, at, value, args, 2)) return undefined;
  const shares = args.map((arg) => quantityValue(env, at, arg, ['ratio'], share));
  const [items, load] = shares;
  return items === undefined || load === undefined ? undefined : { kind: 'call', name: 'hottest', args: [items, load] };
}

/** `usl(0.03, 0.0001)`; a file of load and throughput becomes `usl(((1, 65), (18, 996), …))`, fitted where it is used. */
function lowerScaling(env: Environment, at: Id, value: Written): Value | undefined {
  if (value.kind !== 'word' || value.name !== 'usl') {
    report(env, at, value.node, {
      rule: 'unknown-name',
      message: `\`${value.node.text}\` is no scaling; \`usl(0.03, 0.0001)\` or \`usl("measured.csv")\` is expected.`,
    });
    return undefined;
  }
  const args = value.args ?? (value.tail === undefined ? [] : [value.tail]);
  if (args[0]?.kind === 'text') {
    const rows = readTable(env, at, value, args, ['count', 'rate']);
    if (rows === undefined) return undefined;
    const points = rows.map(
      ([load = 0, throughput = 0]): Value => ({
        kind: 'list',
        items: [
          { kind: 'quantity', value: load, dimension: 'count' },
          { kind: 'quantity', value: throughput, dimension: 'rate' },
        ],
      }),
    );
    return { kind: 'call', name: 'usl', args: [{ kind: 'list', items: points }] };
  }
  if (!takes(env, at, value, args, 2)) return undefined;
  const [contention, coherence] = args.map((arg) => quantityValue(env, at, arg, ['count', 'ratio'], notNegative));
  return contention === undefined || coherence === undefined
    ? undefined
    : { kind: 'call', name: 'usl', args: [contention, coherence] };
}

/** `host 1000`: a word and its count. */
function lowerCounts(env: Environment, at: Id, value: Written): Value | undefined {
  const count = value.kind === 'word' ? (value.tail ?? value.args?.[0]) : undefined;
  if (value.kind !== 'word' || count === undefined) {
    report(env, at, value.node, {
      rule: 'unit-mismatch',
      message: `\`${value.node.text}\` cannot stand here; a word and a number are expected, such as \`host 1000\`.`,
    });
    return undefined;
  }
  const number = quantityValue(env, at, count, ['count'], notNegative);
  return number === undefined ? undefined : { kind: 'call', name: value.name, args: [number] };
}

function takes(
  env: Environment,
  at: Id,
  value: Written & { kind: 'word' },
  args: readonly Written[],
  count: number,
): boolean {
  if (args.length === count) return true;
  const wanted = count === 0 ? 'nothing' : count === 1 ? 'one number' : `${count} numbers`;
  report(env, at, value.node, {
    rule: 'unit-mismatch',
    message: `\`${value.name}\` takes ${wanted}, not ${args.length}.`,
  });
  return false;
}

/** Distributions as written: `lognormal(3 ms, cv 1.5)`, `mixture(90%: 1 ms, 10%: constant(5 ms))`, `empirical("f.csv")`. */
import type { Id } from '../../analyzer/design/design.js';
import type { Distribution } from '../../analyzer/design/distribution.js';
import { readMeasurements } from '../units/measurements.js';
import { notNegative, quantityValue, share, substitute } from './amount.js';
import { type Law, lawNames, laws } from './law-table.js';
import { reportUnknown } from './resolve.js';
import { type Environment, report } from './run.js';
import type { Written } from './written.js';

/** Law that a duration without a law's name stands for. */
export type BareLaw = 'exponential' | 'constant';

const tolerance = 1e-6;

/** Reads a law of durations; wrong parts give findings and `undefined`. */
export function lowerLaw(env: Environment, at: Id, value: Written, bare: BareLaw): Distribution | undefined {
  const substituted = substitute(env, value);
  if (substituted === undefined) return undefined;
  if (substituted.value !== value) return lowerLaw(substituted.env, at, substituted.value, bare);
  if (value.kind !== 'word') {
    const duration = quantityValue(env, at, value, ['time'], notNegative)?.value;
    if (duration === undefined) return undefined;
    return bare === 'constant' ? { law: 'constant', value: duration } : { law: 'exponential', mean: duration };
  }
  const args = value.args ?? (value.tail === undefined ? [] : [value.tail]);
  if (value.name === 'mixture') return lowerMixture(env, at, value, args, bare);
  if (value.name === 'empirical') return lowerEmpirical(env, at, value, args);
  const law = laws.find((one) => one.name === value.name);
  if (law !== undefined) return lowerNumbers(env, at, value, args, law);
  reportUnknown(
    env,
    at,
    { name: value.name, node: value.nameNode },
    { what: `a duration or a law (${lawNames.join(', ')})`, nothing: 'There is no law' },
    lawNames,
  );
  return undefined;
}

function lowerNumbers(
  env: Environment,
  at: Id,
  value: Written,
  args: readonly Written[],
  law: Law,
): Distribution | undefined {
  const numbers: (number | undefined)[] = law.parameters.map(() => undefined);
  let next = 0;
  for (const arg of args) {
    const named =
      arg.kind === 'word' && arg.tail !== undefined ? law.parameters.findIndex((one) => one.name === arg.name) : -1;
    const index = named >= 0 ? named : next;
    const parameter = law.parameters[index];
    if (parameter === undefined) {
      report(env, at, arg.node, {
        rule: 'unit-mismatch',
        message: `${law.name} takes ${signature(law)}; this is one too many.`,
      });
      return undefined;
    }
    const number = named >= 0 && arg.kind === 'word' && arg.tail !== undefined ? arg.tail : arg;
    const read = quantityValue(env, at, number, [parameter.dimension], parameter.limits);
    if (read === undefined) return undefined;
    numbers[index] = read.value;
    next = index + 1;
  }
  const missing = law.parameters.find((_, i) => numbers[i] === undefined);
  if (missing !== undefined) {
    report(env, at, value.node, {
      rule: 'unit-mismatch',
      message: `${law.name} takes ${signature(law)}; \`${missing.name}\` is missing.`,
    });
    return undefined;
  }
  const made = law.make(numbers.map((number) => number ?? 0));
  if (typeof made !== 'string') return made;
  report(env, at, value.node, { rule: 'unit-mismatch', message: `${law.name}: ${made}.` });
  return undefined;
}

function signature(law: Law): string {
  return `(${law.parameters.map((one) => one.name).join(', ')})`;
}

function lowerMixture(
  env: Environment,
  at: Id,
  value: Written,
  args: readonly Written[],
  bare: BareLaw,
): Distribution | undefined {
  if (args.length === 0) {
    // Parentheses that hold nothing readable have a finding of the parser.
    const rest = env.file.text.slice(value.node.end).trimStart();
    if (!rest.startsWith('(') && !value.node.text.includes('(')) {
      const message = 'A mixture names its parts: `mixture(90%: 1 ms, 10%: 20 ms)`.';
      report(env, at, value.node, { rule: 'unit-mismatch', message });
    }
    return undefined;
  }
  const parts: { weight: number; of: Distribution }[] = [];
  for (const arg of args) {
    if (arg.kind !== 'quantity' || arg.part === undefined) {
      report(env, at, arg.node, {
        rule: 'unit-mismatch',
        message: 'A part of a mixture is a share, a colon and a law, such as `90%: exponential(2 ms)`.',
      });
      return undefined;
    }
    const weight = quantityValue(
      env,
      at,
      { kind: 'quantity', node: arg.quantityNode, quantityNode: arg.quantityNode, text: arg.text },
      ['ratio'],
      share,
    );
    const of = lowerLaw(env, at, arg.part, bare);
    if (weight === undefined || of === undefined) return undefined;
    parts.push({ weight: weight.value, of });
  }
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  if (Math.abs(total - 1) > tolerance) {
    const is = `${Number((total * 100).toPrecision(6))}%`;
    report(env, at, value.node, {
      rule: 'unit-mismatch',
      message: `The shares of a mixture add up to ${is}; they must make 100%.`,
    });
    return undefined;
  }
  return { law: 'mixture', parts: parts.map(({ weight, of }) => ({ weight: weight / total, of })) };
}

function lowerEmpirical(env: Environment, at: Id, value: Written, args: readonly Written[]): Distribution | undefined {
  const rows = readTable(env, at, value, args, ['time']);
  if (rows === undefined) return undefined;
  const samples = rows.map((row) => row[0] ?? 0).sort((a, b) => a - b);
  return { law: 'empirical', samples, source: args[0]?.kind === 'text' ? args[0].text : '' };
}

/** The rows of the file named by the only argument; problems are findings at it. `undefined` when nothing could be read. */
export function readTable(
  env: Environment,
  at: Id,
  value: Written,
  args: readonly Written[],
  columns: readonly ('time' | 'count' | 'rate')[],
): readonly (readonly number[])[] | undefined {
  const [file] = args;
  if (file?.kind !== 'text' || args.length !== 1) {
    report(env, at, value.node, {
      rule: 'unit-mismatch',
      message: `\`${value.node.text}\` needs the name of one file in quotes, such as "measured.csv".`,
    });
    return undefined;
  }
  const resource = env.run.workspace.resource(env.file, file.text);
  if ('problem' in resource) {
    report(env, at, file.node, { rule: 'import', message: `This file cannot be read: ${resource.problem}.` });
    return undefined;
  }
  const { rows, bad } = readMeasurements(resource.text, columns);
  const [first] = bad;
  if (first !== undefined) {
    const more = bad.length > 1 ? ` ${bad.length - 1} more rows are unusable.` : '';
    report(env, at, file.node, {
      rule: 'unit-mismatch',
      message: `Line ${first.line} of \`${file.text}\` is left out: ${first.message}.${more}`,
      severity: 'warning',
    });
  }
  if (rows.length > 0) return rows;
  report(env, at, file.node, { rule: 'unit-mismatch', message: `\`${file.text}\` holds no usable row.` });
  return undefined;
}

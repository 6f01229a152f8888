/** Arbitrary faults on the names of `anyDesign`, also on parts that it does not have. */
import fc from 'fast-check';

const components = ['s0', 's1', 's2', 's3', 'd0', 'd1', 'c0', 'q', 'people'];
const parts = ['', '', '.leader', '.replica.1', '.replica.2', '.replica.9', '.shard.2', '.instance.1', '.instance.3'];
const target = fc
  .tuple(fc.constantFrom(...components), fc.constantFrom(...parts))
  .map(([component, part]) => `${component}${part}`);
const side = fc.oneof(target, fc.constantFrom('r', 'r.a', 'r.b'));

const fault = fc.oneof(
  fc.tuple(fc.constantFrom('crash', 'restart', 'pause'), target).map((words) => words.join(' ')),
  fc.constantFrom('flush c0', 'lose zone r.a', 'lose zone r.b', 'lose region r'),
  fc.tuple(fc.constantFrom('slow', 'slow'), target, fc.constantFrom('5x', '20x')).map((words) => words.join(' ')),
  fc.tuple(fc.constantFrom('5%', '100%'), target).map(([share, of]) => `fail rate ${share} of ${of}`),
  fc.tuple(side, side).map(([one, other]) => `partition ${one} from ${other}`),
  fc.tuple(fc.constantFrom('1%', '30%', '100%'), side, side).map(([p, a, b]) => `drop ${p} between ${a} and ${b}`),
  fc.tuple(target, fc.constantFrom('3 s', '-3 s')).map(([of, by]) => `skew clock of ${of} by ${by}`),
  fc.constantFrom('surge 3x', 'surge 2x of first', 'surge 0.5x of second', 'pause q'),
);

/** A scenario of half a minute whose faults begin and end within it. */
export const anyScenario: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 15 }), fault, fc.integer({ min: 1, max: 10 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((faults) =>
    [
      'scenario broken {',
      '  run w for 30 s warmup 1 s seed 7',
      ...[...faults]
        .sort(([a], [b]) => a - b)
        .map(([at, what, lasts]) => `  at ${at} s ${what}${what.startsWith('flush') ? '' : ` for ${lasts} s`}`),
      '}',
    ].join('\n'),
  );

/** Assertions that run in browsers too, where Node's are missing. */

export function ok(value: unknown, what = 'it does not hold'): asserts value {
  if (!value) throw new Error(what);
}

export function equal(actual: unknown, expected: unknown, what = 'not equal'): void {
  if (!Object.is(actual, expected)) throw new Error(`${what}: ${printed(actual)} instead of ${printed(expected)}`);
}

/** Compares plain data by its JSON. */
export function deepEqual(actual: unknown, expected: unknown, what = 'not equal'): void {
  if (printed(actual) !== printed(expected))
    throw new Error(`${what}: ${printed(actual)} instead of ${printed(expected)}`);
}

export function match(text: string, pattern: RegExp): void {
  if (!pattern.test(text)) throw new Error(`${printed(text)} does not match ${pattern}`);
}

export async function rejects(action: () => Promise<unknown>): Promise<void> {
  let answer: unknown;
  try {
    answer = await action();
  } catch {
    return;
  }
  throw new Error(`not refused: ${printed(answer)}`);
}

const printed = (value: unknown) => JSON.stringify(value) ?? String(value);

/** What holds of every lowered text, however broken: the properties the rest of the product relies on. */
import assert from 'node:assert/strict';
import type { LoweredText } from '../check.js';

/** Ids are unique and have a place, references point into the design, everything is frozen plain data. */
export function assertSound({ design, origins, findings, workspace }: LoweredText): void {
  const ids = new Map<string, object>();
  const targets: string[] = [];
  walk(design, (value) => {
    assert.ok(Object.isFrozen(value));
    if ('id' in value && typeof value.id === 'string') {
      assert.ok(!ids.has(value.id), `two parts are called ${value.id}`);
      ids.set(value.id, value);
      assert.notEqual(origins.get(value.id), undefined, `${value.id} has no place`);
    }
    for (const key of ['to', 'at', 'flow', 'workload', 'under', 'group', 'parent', 'base', 'region']) {
      const target: unknown = Reflect.get(value, key);
      const isReference = key === 'to' || key === 'at' ? 'id' in value || 'share' in value : true;
      if (typeof target === 'string' && target !== '*' && isReference && !isWord(key, value)) targets.push(target);
    }
  });
  for (const target of targets) assert.ok(ids.has(target), `${target} is referred to and does not exist`);
  for (const id of origins.ids()) {
    const origin = origins.get(id);
    assert.ok(origin !== undefined);
    const { length } = workspace.files.get(origin.uri)?.text ?? '';
    for (const span of [origin, origin.focus, ...(origin.block === undefined ? [] : [origin.block])]) {
      assert.ok(
        span.offset >= 0 && span.length >= 0 && span.offset + span.length <= length,
        `${id} lies outside its file`,
      );
    }
    assert.ok(
      origin.focus.offset >= origin.offset &&
        origin.focus.offset + origin.focus.length <= origin.offset + origin.length,
      `${id} is underlined outside itself`,
    );
  }
  for (const { span, message } of findings) {
    const { length } = workspace.files.get(span.uri)?.text ?? '';
    assert.ok(span.offset >= 0 && span.offset + span.length <= length, `"${message}" lies outside its file`);
  }
  assert.deepEqual(JSON.parse(JSON.stringify(design)), design);
}

/** Levels of reads, writes and hedges share the key `at` with places. */
function isWord(key: string, value: object): boolean {
  return key === 'at' && 'kind' in value && ['read', 'write', 'query'].includes(String(value.kind));
}

function walk(value: unknown, visit: (part: object) => void): void {
  if (typeof value !== 'object' || value === null) return;
  visit(value);
  for (const part of Object.values(value)) walk(part, visit);
}

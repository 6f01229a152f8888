/** The published JSON schemas as validators. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { root } from '../root.js';

export type SchemaName = 'check' | 'config' | 'design' | 'estimate' | 'layout' | 'playback' | 'simulation' | 'test';

/** Parses a text and checks it against a schema; the parsed value. */
export function assertValid(name: SchemaName, text: string): unknown {
  const schema: unknown = JSON.parse(readFileSync(join(root, 'schemas', `${name}.schema.json`), 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true });
  const validate = ajv.compile(schema as object);
  const value: unknown = JSON.parse(text);
  assert.ok(validate(value), ajv.errorsText(validate.errors, { separator: '\n' }));
  return value;
}

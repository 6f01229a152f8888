/**
 * `sysdesign.json`: which rules are on, how severe they are, and their thresholds.
 *
 * The file lies in the root folder of a workspace. The JSON schema that editors use is generated from `ConfigFile`.
 */

import { nearest } from '../../analyzer/catalogue/nearest.js';
import type { Severity } from '../../analyzer/rules/rule.js';
import { lineMap } from '../findings/line-map.js';
import type { PositionedFinding } from '../findings/positioned.js';
import { type JsonMember, type JsonNode, readJson } from './json.js';

/** What a rule's findings count as; `off` drops them. */
export type ConfiguredSeverity = 'off' | Severity;

/** The file as written. */
export interface ConfigFile {
  /** Address of the JSON schema, for editors. */
  readonly $schema?: string;
  /** Severity by rule id. */
  readonly severities?: Readonly<Record<string, ConfiguredSeverity>>;
  /** Thresholds by rule id, then by name. */
  readonly thresholds?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** The configuration in force. */
export interface Config {
  readonly severities: Readonly<Record<string, ConfiguredSeverity>>;
  readonly thresholds: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Nothing configured. */
export const emptyConfig: Config = { severities: {}, thresholds: {} };

/** What may be configured: thresholds by rule id. Without it any id is accepted. */
export type KnownRules = ReadonlyMap<string, readonly string[]>;

export interface ConfigReading {
  readonly config: Config;
  readonly findings: readonly PositionedFinding[];
}

const severities: readonly ConfiguredSeverity[] = ['off', 'error', 'warning', 'info'];
const topNames = ['$schema', 'severities', 'thresholds'];

/** Reads the text of `sysdesign.json`. Wrong parts give findings (rule `config`) and are left out; the rest holds. */
export function readConfig(text: string, uri: string, rules?: KnownRules): ConfigReading {
  const lines = lineMap(text);
  const findings: PositionedFinding[] = [];
  const say = (offset: number, length: number, message: string): void => {
    findings.push({
      rule: 'config',
      severity: 'error',
      at: '',
      message,
      related: [],
      fixes: [],
      uri,
      range: lines.range(offset, length),
    });
  };
  if (text.trim() === '') return { config: emptyConfig, findings };
  const reading = readJson(text);
  if ('problem' in reading) {
    say(reading.offset, reading.length, reading.problem);
    return { config: emptyConfig, findings };
  }
  const config = {
    severities: {} as Record<string, ConfiguredSeverity>,
    thresholds: {} as Record<string, Record<string, number>>,
  };
  const seen = new Set<string>();
  for (const member of membersOf(reading.root, 'the configuration', say)) {
    unique(member, seen, say);
    if (member.name === 'severities') readSeverities(member.value, config.severities, rules, say);
    else if (member.name === 'thresholds') readThresholds(member.value, config.thresholds, rules, say);
    else if (!topNames.includes(member.name)) unknown(member, 'setting', topNames, say);
  }
  return { config, findings };
}

type Say = (offset: number, length: number, message: string) => void;

function readSeverities(
  node: JsonNode,
  into: Record<string, ConfiguredSeverity>,
  rules: KnownRules | undefined,
  say: Say,
): void {
  const seen = new Set<string>();
  for (const member of membersOf(node, '`severities`', say)) {
    unique(member, seen, say);
    if (rules !== undefined && !rules.has(member.name)) unknown(member, 'rule', [...rules.keys()], say);
    const value = member.value.value;
    const severity = value.kind === 'scalar' ? severities.find((one) => one === value.value) : undefined;
    if (severity === undefined)
      say(member.value.offset, member.value.length, `a severity is one of ${severities.join(', ')}`);
    else define(into, member.name, severity);
  }
}

function readThresholds(
  node: JsonNode,
  into: Record<string, Record<string, number>>,
  rules: KnownRules | undefined,
  say: Say,
): void {
  for (const rule of membersOf(node, '`thresholds`', say)) {
    const names = rules?.get(rule.name);
    if (rules !== undefined && names === undefined) unknown(rule, 'rule', [...rules.keys()], say);
    const values: Record<string, number> = {};
    for (const member of membersOf(rule.value, `the thresholds of \`${rule.name}\``, say)) {
      if (names !== undefined && !names.includes(member.name))
        unknown(member, `threshold of \`${rule.name}\``, names, say);
      const value = member.value.value;
      if (value.kind === 'scalar' && typeof value.value === 'number') define(values, member.name, value.value);
      else say(member.value.offset, member.value.length, 'a threshold is a number');
    }
    define(into, rule.name, values);
  }
}

function membersOf(node: JsonNode, what: string, say: Say): readonly JsonMember[] {
  if (node.value.kind === 'object') return node.value.members;
  say(node.offset, node.length, `${what} must be an object in braces`);
  return [];
}

function unknown(member: JsonMember, what: string, known: readonly string[], say: Say): void {
  const meant = nearest(member.name, known);
  const hint = meant === undefined ? '' : `; did you mean \`${meant}\`?`;
  say(member.nameOffset, member.nameLength, `there is no ${what} \`${member.name}\`${hint}`);
}

function unique(member: JsonMember, seen: Set<string>, say: Say): void {
  if (seen.has(member.name))
    say(member.nameOffset, member.nameLength, `\`${member.name}\` is written twice; the last one counts`);
  seen.add(member.name);
}

/** Sets an own property even for names such as `__proto__`. */
function define<T>(into: Record<string, T>, name: string, value: T): void {
  Object.defineProperty(into, name, { value, enumerable: true, configurable: true, writable: true });
}

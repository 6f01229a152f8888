/**
 * Settings as pairs of name and values, put right where a value is missing.
 *
 * While somebody types `memory⏎timeout 300 ms`, the grammar reads `memory = timeout 300 ms`. A word that stands on a
 * later line and is itself a setting is the next setting, not a value; whatever follows is shifted back accordingly.
 */
import type { CstNode } from 'langium';
import type { Id } from '../../analyzer/design/design.js';
import type * as ast from '../generated/ast.js';
import { isExactUnit, unitMeant } from '../units/quantity.js';
import { anchor, type Environment, report } from './run.js';
import { nodeOf, type Written, writtenList } from './written.js';

export interface RawSetting {
  readonly name: string;
  readonly nameNode: CstNode;
  readonly values: readonly Written[];
}

/** What the reader must know of the vocabulary at this place. */
export interface SettingNames {
  /** Whether the word begins a setting or a clause here. */
  begins(word: string): boolean;
  /** Whether the word may be the value of that setting. */
  mayBeValue(setting: string, word: string): boolean;
}

interface Word {
  readonly name: string;
  readonly node: CstNode;
}

/** The settings among the clauses of one block, in order; missing values are findings at the names that lack them. */
export function rawSettings(
  env: Environment,
  at: Id,
  clauses: readonly { readonly $type: string }[],
  names: SettingNames,
): readonly RawSetting[] {
  const found: RawSetting[] = [];
  let waiting: Word | undefined;
  const missing = (word: Word): void => {
    report(env, at, word.node, { rule: 'syntax', message: `\`${word.name}\` needs a value.` });
  };
  const accept = (name: Word, values: readonly Written[]): void => {
    const [value, ...more] = values;
    if (value === undefined) {
      missing(name);
      return;
    }
    if (value.kind !== 'word' || !isNext(name, value, names)) {
      found.push({ name: name.name, nameNode: name.node, values });
      return;
    }
    missing(name);
    const next: Word = { name: value.name, node: value.nameNode };
    if (value.tail !== undefined) accept(next, [value.tail, ...more]);
    else if (value.args !== undefined) accept(next, value.args);
    else waiting = next;
  };
  for (const clause of clauses) {
    const setting = isSetting(clause) ? clause : undefined;
    const node = setting === undefined ? undefined : nodeOf(setting, 'name');
    const pending: Word | undefined = waiting;
    waiting = undefined;
    if (setting === undefined || node === undefined || setting.name === undefined) {
      if (pending !== undefined) missing(pending);
      continue;
    }
    const name: Word = { name: setting.name, node };
    const values = writtenList(setting.values);
    const before = pending === undefined && !names.begins(name.name) ? found.at(-1) : undefined;
    const withUnit = before === undefined ? undefined : withForeignUnit(env, at, before, name);
    if (withUnit !== undefined) {
      found[found.length - 1] = withUnit;
      const [value, ...more] = values;
      // What follows the unit is the next setting, known or not.
      if (value?.kind === 'word') {
        const next: Word = { name: value.name, node: value.nameNode };
        if (value.tail !== undefined) accept(next, [value.tail, ...more]);
        else if (value.args !== undefined) accept(next, value.args);
        else waiting = next;
      }
    } else if (pending === undefined) accept(name, values);
    else if (
      names.begins(name.name) &&
      isLater(pending.node, name.node) &&
      !names.mayBeValue(pending.name, name.name)
    ) {
      missing(pending);
      accept(name, values);
    } else {
      found.push({
        name: pending.name,
        nameNode: pending.node,
        values: [{ kind: 'word', name: name.name, node, nameNode: node }],
      });
      const [value] = values;
      if (value?.kind === 'word' && value.tail !== undefined)
        accept({ name: value.name, node: value.nameNode }, [value.tail]);
      else if (value?.kind === 'word') waiting = { name: value.name, node: value.nameNode };
    }
  }
  if (waiting !== undefined) missing(waiting);
  return found;
}

function isNext(name: Word, value: Written & { kind: 'word' }, names: SettingNames): boolean {
  return names.begins(value.name) && isLater(name.node, value.node) && !names.mayBeValue(name.name, value.name);
}

/** `ttl 10 msec`: a unit of another notation, a word by itself to the grammar, belongs to the number before it. */
function withForeignUnit(env: Environment, at: Id, before: RawSetting, word: Word): RawSetting | undefined {
  const value = before.values.at(-1);
  const meant = unitMeant(word.name);
  if (
    value?.kind !== 'quantity' ||
    !/^[\d.]+$/u.test(value.text) ||
    meant === undefined ||
    isLater(value.node, word.node)
  )
    return undefined;
  const id = anchor(env, `${at}.${before.name}@${word.node.offset}`, word.node);
  const safe = isExactUnit(word.name) ? { isSafe: true as const } : {};
  report(env, id, word.node, {
    rule: 'unit-mismatch',
    message: `There is no unit \`${word.name}\`; did you mean \`${meant}\`?`,
    fixes: [{ title: `Write \`${meant}\``, edits: [{ kind: 'replace', at: id, text: meant }], ...safe }],
  });
  return { ...before, values: [...before.values.slice(0, -1), { ...value, text: `${value.text} ${meant}` }] };
}

function isLater(first: CstNode, second: CstNode): boolean {
  return second.range.start.line > first.range.end.line;
}

function isSetting(clause: { readonly $type: string }): clause is ast.Setting {
  return clause.$type === 'Setting';
}

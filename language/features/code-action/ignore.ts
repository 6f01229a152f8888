/** Accepting a finding by a comment, or a rule's findings by the configuration. */
import { rules } from '../../../analyzer/rules/index.js';
import { readJson } from '../../config/json.js';
import type { TextEdit } from '../../findings/positioned.js';
import { missingReason, unsuppressible } from '../../findings/suppression.js';
import type { SourceFile } from '../../workspace/source-file.js';
import type { Change } from '../workspace-edit.js';
import type { ActionFamily } from './action.js';
import { findingsHere } from './findings-here.js';

export const ignore: ActionFamily = {
  kinds: ['quickfix'],
  *actions(request) {
    const { file, config } = request.snapshot;
    const done = new Set<string>();
    const isRule = new Set(rules.map(({ id }) => id));
    for (const { finding, diagnostics } of findingsHere(request)) {
      const { rule, range } = finding;
      const key = `${rule} ${range.start.line}`;
      if (done.has(key)) continue;
      done.add(key);
      if (!unsuppressible.has(rule)) {
        const edits = [comment(file, rule, range.offset)];
        yield { title: `Ignore \`${rule}\` here`, kind: 'quickfix', diagnostics, change: { edits } };
      }
      if (done.has(rule) || !isRule.has(rule)) continue;
      done.add(rule);
      const change = switchOff(config.path, config.text, rule);
      if (change !== undefined)
        yield { title: `Switch off \`${rule}\` in sysdesign.json`, kind: 'quickfix', diagnostics, change };
    }
  },
};

/** The comment on a line of its own above; at the end of the line when the line begins inside another comment. */
function comment({ uri, text, lines, parsed }: SourceFile, rule: string, offset: number): TextEdit {
  const words = `// sysdesign-ignore ${rule}: ${missingReason}`;
  const { line } = lines.at(offset);
  const start = (lines.starts[line] ?? 0) + (line === 0 && text.startsWith('\ufeff') ? 1 : 0);
  const isInside = parsed.comments.some((one) => one.offset < start && start < one.offset + one.length);
  const own = /^[^\r\n]*/u.exec(text.slice(start))?.[0] ?? '';
  if (isInside) {
    const end = start + own.trimEnd().length;
    return { uri, offset: end, length: 0, text: `  ${words}` };
  }
  const indent = /^\s*/u.exec(own)?.[0] ?? '';
  const ending = /\r\n|\r|\n/u.exec(text)?.[0] ?? '\n';
  return { uri, offset: start, length: 0, text: `${indent}${words}${ending}` };
}

/** The configuration with one rule off; `undefined` when its text cannot be read as one. */
export function switchOff(path: string, text: string | undefined, rule: string): Change | undefined {
  const severity = `"${rule}": "off"`;
  const whole = `{\n  "severities": {\n    ${severity}\n  }\n}\n`;
  if (text === undefined) return { edits: [], create: { path, text: whole } };
  const replace = (offset: number, length: number, by: string): Change => ({
    edits: [{ uri: path, offset, length, text: by }],
  });
  if (text.trim() === '') return replace(0, text.length, whole);
  const reading = readJson(text);
  if ('problem' in reading || reading.root.value.kind !== 'object') return undefined;
  const own = reading.root.value.members.findLast(({ name }) => name === 'severities');
  if (own === undefined) {
    const last = reading.root.value.members.at(-1);
    const block = `"severities": {\n    ${severity}\n  }`;
    if (last === undefined) return replace(reading.root.offset, reading.root.length, `{\n  ${block}\n}`);
    return replace(last.value.offset + last.value.length, 0, `,\n  ${block}`);
  }
  if (own.value.value.kind !== 'object') return undefined;
  const { members } = own.value.value;
  const known = members.findLast(({ name }) => name === rule);
  if (known !== undefined) return replace(known.value.offset, known.value.length, '"off"');
  const last = members.at(-1);
  if (last === undefined) return replace(own.value.offset, own.value.length, `{\n    ${severity}\n  }`);
  const before = text.slice(text.lastIndexOf('\n', last.nameOffset - 1) + 1, last.nameOffset);
  // One member a line, or all on one.
  const gap = before.trim() === '' ? `,\n${before}` : ', ';
  return replace(last.value.offset + last.value.length, 0, `${gap}${severity}`);
}

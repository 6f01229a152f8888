/** `// sysdesign-ignore rule-id: reason` comments: findings that the author accepts, with the reason. */
import { nearest } from '../../analyzer/catalogue/nearest.js';
import type { Comment } from '../syntax/parse.js';
import type { LineMap } from './line-map.js';
import type { PositionedFinding, TextEdit } from './positioned.js';

/** One rule id of one comment. */
export interface Suppression {
  readonly rule: string;
  readonly reason: string;
  /** Place of the rule id, or of the word `sysdesign-ignore` when there is none. */
  readonly offset: number;
  readonly length: number;
  /** The comment it stands in, with its marks. */
  readonly comment: { readonly offset: number; readonly length: number; readonly rules: number };
  /** Lines (from 0) whose findings it covers: its own, and the next one with code when it stands alone. */
  readonly lines: readonly number[];
}

const directive = /^\/\/\s*sysdesign-ignore\b[ \t]*/u;

/** Every suppression of a text, in its order, from the comments its parser found. */
export function suppressions(text: string, lines: LineMap, comments: readonly Comment[]): readonly Suppression[] {
  if (!text.includes('sysdesign-ignore')) return [];
  return comments.flatMap((comment) => {
    const head = directive.exec(comment.text)?.[0];
    return head === undefined ? [] : fromComment(text, comment.text, head.length, comment.offset, lines);
  });
}

function fromComment(text: string, comment: string, head: number, start: number, lines: LineMap): Suppression[] {
  const colon = comment.indexOf(':', head);
  const names = comment.slice(head, colon < 0 ? undefined : colon);
  const reason = colon < 0 ? '' : comment.slice(colon + 1).trim();
  const covered = coveredLines(text, start, lines);
  const rules = [...names.matchAll(/[^\s,]+/gu)];
  const place = { offset: start, length: comment.trimEnd().length, rules: rules.length };
  if (rules.length > 0)
    return rules.map((match) => ({
      rule: match[0],
      reason,
      offset: start + head + match.index,
      length: match[0].length,
      comment: place,
      lines: covered,
    }));
  const word = comment.indexOf('sysdesign-ignore');
  const offset = start + word;
  return [{ rule: '', reason, offset, length: 'sysdesign-ignore'.length, comment: place, lines: covered }];
}

function coveredLines(text: string, start: number, lines: LineMap): readonly number[] {
  const own = lines.at(start).line;
  const before = text.slice(lines.starts[own], start);
  if (before.trim() !== '') return [own];
  for (let line = own + 1; line < lines.starts.length; line++) {
    const content = text.slice(lines.starts[line], lines.starts[line + 1]).trim();
    if (content !== '' && !content.startsWith('//')) return [own, line];
  }
  return [own];
}

/** Findings that no comment can silence. */
export const unsuppressible: ReadonlySet<string> = new Set([
  'syntax',
  'unused-suppression',
  'suppression-without-reason',
]);

export interface SuppressionContext {
  readonly uri: string;
  readonly text: string;
  readonly lines: LineMap;
  readonly comments: readonly Comment[];
  /** Rule ids that exist; an id outside them is named as a mistake. Empty: not known, nothing is said. */
  readonly rules: ReadonlySet<string>;
  /** Rules switched off: a comment for one of them is not called unused. */
  readonly off: ReadonlySet<string>;
  /** Whether unused comments are reported; not for imported files, which other designs use too. */
  readonly reportUnused: boolean;
}

/** Splits the findings of one file into kept and suppressed ones and adds findings about the comments themselves. */
export function applySuppressions(
  findings: readonly PositionedFinding[],
  context: SuppressionContext,
): { readonly kept: readonly PositionedFinding[]; readonly suppressed: readonly PositionedFinding[] } {
  const { lines } = context;
  const all = suppressions(context.text, lines, context.comments);
  if (all.length === 0) return { kept: findings, suppressed: [] };
  const used = new Set<Suppression>();
  const kept: PositionedFinding[] = [];
  const suppressed: PositionedFinding[] = [];
  for (const finding of findings) {
    const by = all.filter(
      (one) => one.reason !== '' && one.rule === finding.rule && one.lines.includes(finding.range.start.line),
    );
    if (by.length === 0 || unsuppressible.has(finding.rule)) kept.push(finding);
    else {
      suppressed.push(finding);
      for (const one of by) used.add(one);
    }
  }
  for (const one of all) {
    const about = describe(one, used.has(one), context);
    if (about !== undefined) kept.push({ ...about, uri: context.uri, range: lines.range(one.offset, one.length) });
  }
  return { kept, suppressed };
}

function describe(
  one: Suppression,
  used: boolean,
  context: SuppressionContext,
): Omit<PositionedFinding, 'uri' | 'range'> | undefined {
  const base = { at: '', related: [], fixes: [] } as const;
  if (one.rule === '') {
    const message = 'This comment names no rule: write `// sysdesign-ignore rule-id: reason`.';
    return { ...base, rule: 'suppression-without-reason', severity: 'warning', message };
  }
  if (one.reason === '') {
    const message = `This comment does not say why \`${one.rule}\` is ignored, so it has no effect.`;
    return {
      ...base,
      rule: 'suppression-without-reason',
      severity: 'warning',
      message,
      help: `Write \`// sysdesign-ignore ${one.rule}: reason\`.`,
      textFixes: [{ title: 'Add a reason', edits: [reasonAfter(one, context)] }],
    };
  }
  if (used || !context.reportUnused || context.off.has(one.rule)) return undefined;
  if (context.rules.size > 0 && !context.rules.has(one.rule)) {
    const meant = nearest(one.rule, context.rules);
    const message = `There is no rule \`${one.rule}\`${meant === undefined ? '' : `; did you mean \`${meant}\`?`}`;
    const edit = { uri: context.uri, offset: one.offset, length: one.length, text: meant ?? '' };
    const textFixes = meant === undefined ? [] : [{ title: `Change to \`${meant}\``, edits: [edit] }];
    return { ...base, rule: 'unused-suppression', severity: 'warning', message, textFixes };
  }
  const message = `No finding of \`${one.rule}\` stands on the line this comment covers.`;
  return {
    ...base,
    rule: 'unused-suppression',
    severity: 'warning',
    message,
    help: 'Remove the comment.',
    textFixes: [{ title: 'Remove the comment', edits: [removal(one, context)] }],
    unnecessary: true,
  };
}

/** What a reason still to be given is written as. */
export const missingReason = 'TODO say why';

function reasonAfter({ comment }: Suppression, { uri, text }: SuppressionContext): TextEdit {
  const hasColon = text.slice(comment.offset, comment.offset + comment.length).endsWith(':');
  const reason = `${hasColon ? '' : ':'} ${missingReason}`;
  return { uri, offset: comment.offset + comment.length, length: 0, text: reason };
}

/** Takes the comment away, with its line when it stands alone; of a comment about several rules only this one. */
function removal({ offset, length, comment }: Suppression, { uri, text, lines }: SuppressionContext): TextEdit {
  if (comment.rules > 1) {
    const after = /^[\s,]+(?=[^\s,:])/u.exec(text.slice(offset + length, comment.offset + comment.length))?.[0];
    if (after !== undefined) return { uri, offset, length: length + after.length, text: '' };
    const before = /[\s,]*$/u.exec(text.slice(comment.offset, offset))?.[0] ?? '';
    return { uri, offset: offset - before.length, length: length + before.length, text: '' };
  }
  const line = lines.at(comment.offset).line;
  const start = lines.starts[line] ?? 0;
  const before = text.slice(start, comment.offset);
  const next = lines.starts[line + 1];
  if (before.trim() === '' && next !== undefined) return { uri, offset: start, length: next - start, text: '' };
  const from = start + before.trimEnd().length;
  return { uri, offset: from, length: comment.offset + comment.length - from, text: '' };
}

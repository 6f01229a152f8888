/**
 * Pages as tests: fenced designs with the findings they must have written at the flagged line.
 *
 * `// error: rule-id` (or `warning`, `info`) at the end of a line expects that finding on it; several are separated by
 * commas; a quoted text after the id must be part of the message. A fence without such comments must be clean. A fence that
 * starts with `// file: name.sysdesign` is a file that the fences after it may import.
 */
import { readFileSync } from 'node:fs';

export interface Fence {
  /** 1-based line of the page where the fence's text starts. */
  readonly line: number;
  readonly text: string;
  /** Words after `sysdesign` on the fence's first line. */
  readonly info: readonly string[];
  /** Name given by `// file:`. */
  readonly file?: string;
}

export interface Expected {
  /** 0-based line in the fence. */
  readonly line: number;
  readonly severity: string;
  readonly rule: string;
  readonly contains?: string;
}

/** Every `sysdesign` fence of a Markdown file. */
export function fences(path: string): Fence[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  const found: Fence[] = [];
  let start: { readonly line: number; readonly info: readonly string[] } | undefined;
  let body: string[] = [];
  for (const [index, line] of lines.entries()) {
    const opening = /^```sysdesign\b(.*)$/.exec(line);
    if (start === undefined && opening !== null) {
      start = {
        line: index + 2,
        info: (opening[1] ?? '')
          .trim()
          .split(/\s+/)
          .filter((word) => word !== ''),
      };
      body = [];
    } else if (start !== undefined && line === '```') {
      const text = `${body.join('\n')}\n`;
      const file = /^\/\/ file: (\S+)/.exec(text)?.[1];
      found.push({ ...start, text, ...(file === undefined ? {} : { file }) });
      start = undefined;
    } else if (start !== undefined) {
      body.push(line);
    }
  }
  return found;
}

const announcement = /\s*\/\/\s*((?:error|warning|info):.*)$/;

/** The design without its announcements, which may stand behind comments that are themselves under test. */
export function withoutAnnouncements(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(announcement, ''))
    .join('\n');
}

/** The findings that a design announces in its comments. */
export function announced(text: string): Expected[] {
  return text.split('\n').flatMap((content, line) => {
    const comment = announcement.exec(content)?.[1];
    if (comment === undefined) return [];
    const parts = comment.matchAll(/(?:(error|warning|info):)?\s*([a-z][a-z0-9-]*)(?:\s+"([^"]*)")?\s*(?:,|$)/g);
    let severity = 'error';
    return [...parts].map((part) => {
      severity = part[1] ?? severity;
      const contains = part[3];
      return { line, severity, rule: part[2] ?? '', ...(contains === undefined ? {} : { contains }) };
    });
  });
}

/** Designs inside Markdown: each ` ```sysdesign ` fence is a document of its own. */

/** A fence as a text with the same positions as in its document: everything around it is blank. */
export interface Fence {
  /** Offset of the first character inside. */
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

const opening = /^([ \t]*)(`{3,}|~{3,})[ \t]*sysdesign\b([^\n]*)$/u;

/** The fences of a Markdown text, in order; one without an end reaches to the end of the text. */
export function fencesOf(markdown: string): readonly Fence[] {
  const fences: Fence[] = [];
  let start: { readonly offset: number; readonly marks: string } | undefined;
  let other: string | undefined;
  let offset = 0;
  for (const line of markdown.split('\n')) {
    const text = line.replace(/\r$/u, '');
    if (start !== undefined) {
      if (closes(text, start.marks)) {
        fences.push(fence(markdown, start.offset, offset));
        start = undefined;
      }
    } else if (other !== undefined) {
      if (closes(text, other)) other = undefined;
    } else {
      const [, , marks, info = ''] = opening.exec(text) ?? [];
      // `sysdesign fragment …` is a piece of a design and cannot be checked by itself.
      if (marks !== undefined && info.trim() === '') start = { offset: offset + line.length + 1, marks };
      else other = marks ?? /^[ \t]*(`{3,}|~{3,})/u.exec(text)?.[1];
    }
    offset += line.length + 1;
  }
  if (start !== undefined && start.offset <= markdown.length)
    fences.push(fence(markdown, start.offset, markdown.length));
  return fences;
}

function closes(line: string, marks: string): boolean {
  const own = line.trim();
  return own.length >= marks.length && own === (marks[0] ?? '`').repeat(own.length);
}

function fence(markdown: string, offset: number, end: number): Fence {
  return {
    offset,
    length: Math.max(0, end - offset),
    text: blank(markdown.slice(0, offset)) + markdown.slice(offset, end),
  };
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/gu, (character) => ' '.repeat(character.length));
}

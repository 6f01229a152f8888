/** What became of one test of a host. */
export interface Result {
  readonly title: string;
  /** Missing when it passed. */
  readonly error?: string;
}

const mark = 'sysdesign-result ';

/** What a line of a host's console says of its tests: a result, or that there are no more. */
export function resultIn(line: string): Result | 'end' | undefined {
  const at = line.indexOf(mark);
  if (at < 0) return undefined;
  const said = JSON.parse(line.slice(at + mark.length)) as Result | { readonly end: true };
  return 'end' in said ? 'end' : said;
}

/** Tables of a Markdown page. */

export interface Row {
  /** Heading of the section the table stands in. */
  readonly section: string;
  /** Cells by the title of their column. */
  readonly cells: Readonly<Record<string, string>>;
}

/** Every row of every table, without the head and the line under it. */
export function rowsOf(page: string): Row[] {
  const rows: Row[] = [];
  let section = '';
  let columns: string[] | undefined;
  for (const line of page.split('\n')) {
    if (line.startsWith('#')) section = line.replace(/^#+ /u, '');
    if (!line.startsWith('|')) {
      columns = undefined;
      continue;
    }
    const cells = line
      .slice(1, line.lastIndexOf('|'))
      .split('|')
      .map((cell) => cell.trim());
    if (columns === undefined) columns = cells;
    else if (!cells.every((cell) => /^-+$/u.test(cell))) rows.push({ section, cells: named(columns, cells) });
  }
  return rows;
}

function named(columns: readonly string[], cells: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
}

/** What stands in backticks in a cell. */
export function codeOf(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/gu)].map((match) => match[1] ?? '');
}

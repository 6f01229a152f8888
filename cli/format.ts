/** `sysdesign format`: designs in the one layout, comments kept. */
import type { Register, Session } from './command.js';
import { type ExitStatus, exit } from './failure.js';

interface FormatOptions {
  readonly check?: boolean;
}

export const registerFormat: Register = (program, run) => {
  program
    .command('format')
    .description('lay out designs: indentation, blanks, order untouched, comments kept')
    .argument('<file...>', 'designs, changed in place; - reads standard input and writes standard output')
    .option('--check', 'change nothing; exit status 1 when a file is not laid out')
    .addHelpText(
      'after',
      [
        '',
        'Examples:',
        '  sysdesign format checkout.sysdesign',
        '  sysdesign format --check designs/*.sysdesign',
        '  sysdesign format - < draft.sysdesign',
      ].join('\n'),
    )
    .action((files: string[], options: FormatOptions) => run((session) => formatFiles(files, options, session)));
};

async function formatFiles(
  paths: readonly string[],
  { check = false }: FormatOptions,
  session: Session,
): Promise<ExitStatus> {
  const { decode, readText } = await import('./files/read-text.js');
  const { format } = await import('../language/format/format.js');
  const { parse } = await import('../language/syntax/parse.js');
  const { readFileSync } = await import('node:fs');
  const { writeFile } = await import('./files/write-file.js');
  const texts = [...new Set(paths)].map((path) => ({
    path,
    text: path === '-' ? decode(readFileSync(0), 'standard input') : readText(path),
  }));
  const done = { changed: 0, unread: 0 };
  for (const { path, text } of texts) {
    const formatted = format(text);
    const isChanged = formatted !== text;
    if (parse(text).errors.length > 0) {
      done.unread++;
      session.say(
        `${path === '-' ? 'standard input' : path} has mistakes of syntax and is left as it is; sysdesign check shows them.`,
      );
    }
    if (isChanged) done.changed++;
    if (path === '-' && !check) session.write(formatted);
    else if (isChanged) {
      if (!check) writeFile(path, formatted);
      session.write(`${path}\n`);
    }
  }
  if (check || texts.some(({ path }) => path !== '-')) session.say(summary(done, texts.length, check));
  return done.unread > 0 || (check && done.changed > 0) ? exit.findings : exit.holds;
}

function summary(
  { changed, unread }: { readonly changed: number; readonly unread: number },
  all: number,
  check: boolean,
): string {
  const files = (count: number): string => `${count} file${count === 1 ? '' : 's'}`;
  const rest = all - changed - unread;
  const parts = [
    changed === 0 ? '' : check ? `${files(changed)} would be laid out anew` : `${files(changed)} laid out anew`,
    rest === 0 ? '' : `${files(rest)} laid out already`,
    unread === 0 ? '' : `${files(unread)} left as ${unread === 1 ? 'it is' : 'they are'}`,
  ];
  return `${parts.filter((part) => part !== '').join(', ')}.`;
}

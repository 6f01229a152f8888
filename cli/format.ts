/** `sysdesign format`: designs in the one layout, comments kept. */
import type { Register, Session } from './command.js';
import { exit, type ExitStatus } from './failure.js';

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
      ['', 'Examples:', '  sysdesign format checkout.sysdesign', '  sysdesign format --check designs/*.sysdesign', '  sysdesign format - < draft.sysdesign'].join('\n'),
    )
    .action((files: string[], options: FormatOptions) => run((session) => formatFiles(files, options, session)));
};

async function formatFiles(paths: readonly string[], { check = false }: FormatOptions, session: Session): Promise<ExitStatus> {
  const { decode, readText } = await import('./files/read-text.js');
  const { formatText } = await import('../language/format/format.js');
  const { readFileSync } = await import('node:fs');
  const { writeFile } = await import('./files/write-file.js');
  const texts = [...new Set(paths)].map((path) => ({ path, text: path === '-' ? decode(readFileSync(0), 'standard input') : readText(path) }));
  let changed = 0;
  for (const { path, text } of texts) {
    const formatted = formatText(text);
    const isChanged = formatted !== text;
    if (isChanged) changed++;
    if (path === '-' && !check) session.write(formatted);
    else if (isChanged) {
      if (!check) writeFile(path, formatted);
      session.write(`${path}\n`);
    }
  }
  if (paths.includes('-') && !check && paths.length === 1) return exit.holds;
  session.say(summary(changed, texts.length, check));
  return check && changed > 0 ? exit.findings : exit.holds;
}

function summary(changed: number, all: number, check: boolean): string {
  const files = (count: number): string => `${count} file${count === 1 ? '' : 's'}`;
  const rest = all - changed;
  if (changed === 0) return `${files(all)} already laid out.`;
  const done = check ? `${files(changed)} would be laid out anew` : `Laid out ${files(changed)}`;
  return rest === 0 ? `${done}.` : `${done}, ${files(rest)} already ${rest === 1 ? 'is' : 'are'}.`;
}

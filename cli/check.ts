/** `sysdesign check`: the review of one or more designs. */
import { Option } from 'commander';
import type { Severity } from '../analyzer/rules/rule.js';
import type { Register, Session } from './command.js';
import { type ExitStatus, exit } from './failure.js';

interface CheckOptions {
  readonly format: 'pretty' | 'json';
  readonly failOn: Severity;
  readonly config?: string;
  readonly fix?: boolean;
}

export const registerCheck: Register = (program, run) => {
  program
    .command('check')
    .description('review designs: what cannot hold, and what fails under load or faults')
    .argument('<file...>', 'designs; each is reviewed on its own, with what it imports')
    .addOption(
      new Option('-f, --format <format>', 'how findings are printed').choices(['pretty', 'json']).default('pretty'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'least severity that gives exit status 1')
        .choices(['error', 'warning', 'info'])
        .default('error'),
    )
    .option('--fix', 'first mend what can be mended without asking; changes the files, imported ones too')
    .option('--config <file>', 'configuration instead of the nearest sysdesign.json')
    .addHelpText(
      'after',
      [
        '',
        'Examples:',
        '  sysdesign check checkout.sysdesign',
        '  sysdesign check designs/*.sysdesign --fail-on warning',
        '  sysdesign check checkout.sysdesign --format json',
        '  sysdesign check checkout.sysdesign --fix',
        '',
        '`sysdesign explain RULE` says more about a rule. The comment',
        '`// sysdesign-ignore RULE: reason` on or above a line accepts its findings there.',
      ].join('\n'),
    )
    .action((files: string[], options: CheckOptions) => run((session) => check(files, options, session)));
};

async function check(paths: readonly string[], options: CheckOptions, session: Session): Promise<ExitStatus> {
  const { openDesign } = await import('./files/open-design.js');
  if (options.fix === true) for (const path of new Set(paths)) await fix(path, options.config, session);
  const designs = [...new Set(paths)].map((path) => openDesign(path, { config: options.config }));
  const printed = await import('./output/check-output.js');
  const findings = printed.distinctFindings(designs);
  session.write(
    options.format === 'json'
      ? printed.checkJson(designs, findings)
      : printed.checkText(designs, findings, session.terminal),
  );
  return findings.some(({ severity }) => ranks[severity] >= ranks[options.failOn]) ? exit.findings : exit.holds;
}

/** Mends one design and says what was done, as talk: the data is what is left to say. */
async function fix(path: string, config: string | undefined, session: Session): Promise<void> {
  const { openDesign } = await import('./files/open-design.js');
  const { fixAll } = await import('../language/findings/fixes.js');
  const { writeFile } = await import('./files/write-file.js');
  const { fixedText } = await import('./output/fixed-text.js');
  const { report, again } = openDesign(path, { config });
  const { texts, applied } = fixAll(report, again, { fix: ({ isSafe }) => isSafe === true, file: () => true });
  for (const [file, text] of texts) writeFile(file, text);
  session.say(fixedText(path, applied, texts.size));
}

const ranks: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

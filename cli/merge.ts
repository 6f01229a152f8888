/** `sysdesign merge`: joins the parts of a simulation that was spread over machines. */
import { Option } from 'commander';
import type { Register, Session } from './command.js';
import { type ExitStatus, exit } from './failure.js';

interface MergeOptions {
  readonly format: 'pretty' | 'json';
  readonly json?: boolean;
}

export const registerMerge: Register = (program, run) => {
  program
    .command('merge')
    .description('join the parts that simulate --runs N --shard i/n has written')
    .argument('<parts...>', 'all parts of one simulation, in any order')
    .addOption(
      new Option('-f, --format <format>', 'how figures are printed').choices(['pretty', 'json']).default('pretty'),
    )
    .option('--json', 'the same as --format json')
    .addHelpText(
      'after',
      [
        '',
        'Examples:',
        '  sysdesign simulate checkout.sysdesign --runs 40 --for 10min --shard 1/4 > part1.json',
        '  sysdesign merge part*.json',
        '',
        'Prints what one machine would have printed without --shard, to the byte. The parts',
        'carry the design; parts that are missing, come twice or do not belong together are',
        'refused.',
      ].join('\n'),
    )
    .action((paths: readonly string[], options: MergeOptions) => run((session) => merge(paths, options, session)));
};

async function merge(paths: readonly string[], options: MergeOptions, session: Session): Promise<ExitStatus> {
  const { resolve } = await import('node:path');
  const { readText } = await import('./files/read-text.js');
  const { joinParts, readPart } = await import('./runs/part.js');
  const { joined, show } = await import('./runs/show.js');
  const parts = paths.map((path) => ({ name: path, part: readPart(readText(resolve(path), path), path) }));
  const all = joinParts(parts);
  const [first] = parts;
  if (first === undefined) return exit.holds;
  const { task, command } = first.part;
  await show(await joined(all, task), task, isJson(options), session, command);
  return exit.holds;
}

const isJson = ({ json, format }: MergeOptions): boolean => json === true || format === 'json';

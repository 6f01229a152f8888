#!/usr/bin/env node
/** Entry of the `sysdesign` command: reads the command line, runs one command, sets the exit status. */
import './warm-up.js';
import { Command, CommanderError } from 'commander';
import type { Run, Session } from './command.js';
import { commands } from './commands.js';
import { exit, Failure } from './failure.js';
import { packageFolder } from './files/manual.js';
import { type ColorChoice, terminalOf } from './output/terminal.js';
import { hanging } from './output/wrap.js';
import { version } from './version.js';

/** `--color` and `--no-color` may stand anywhere; the last one counts. */
function colorChoice(words: readonly string[]): ColorChoice {
  const last = words.findLast((word) => word === '--color' || word === '--no-color');
  return last === undefined ? undefined : last === '--color';
}

const color = colorChoice(process.argv);
const talk = terminalOf(process.stderr, color, process.env);

const session: Session = {
  terminal: terminalOf(process.stdout, color, process.env),
  write: (data) => void process.stdout.write(data),
  say: (text) => void process.stderr.write(`${text}\n`),
};

/** A reader that has seen enough (`| head`) closes the pipe: that is no error of ours. */
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

const run: Run = async (work) => {
  process.exitCode = await work(session);
};

function report(failure: Failure): void {
  session.say(hanging(`${talk.colors.bold(talk.colors.red('error:'))} `, failure.message, talk.width));
  if (failure.help !== undefined) session.say(hanging(`${talk.colors.bold('help:')} `, failure.help, talk.width));
}

function makeProgram(): Command {
  const program = new Command('sysdesign');
  program
    .description('Reviews, estimates and draws system designs.')
    .version(version(packageFolder), '-V, --version', 'print the version')
    .option('--color', 'colour the output, also where it is no terminal')
    .option('--no-color', 'never colour the output')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .showSuggestionAfterError()
    .configureHelp({ styleTitle: talk.colors.bold, showGlobalOptions: true, helpWidth: talk.width })
    .configureOutput({ outputError: (text, write) => write(text) })
    .addHelpText(
      'after',
      [
        '',
        talk.colors.bold('Examples:'),
        '  sysdesign check checkout.sysdesign',
        '  sysdesign estimate checkout.sysdesign --workload evening --scale 2x',
        '  sysdesign export checkout.sysdesign -o checkout.svg',
        '  sysdesign explain stale-quorum',
        '',
        'Exit status: 0 all holds, 1 findings or failed expectations, 2 wrong usage or',
        'unreadable input. Data goes to standard output, talk to standard error.',
      ].join('\n'),
    )
    .exitOverride();
  for (const register of commands) register(program, run);
  for (const command of program.commands) command.exitOverride().copyInheritedSettings(program);
  return program;
}

async function main(): Promise<void> {
  try {
    await makeProgram().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help that was asked for is fine; help because nothing was asked for is wrong usage, like any other mistake.
      process.exitCode = error.exitCode === 0 ? exit.holds : exit.unusable;
      return;
    }
    if (!(error instanceof Failure)) throw error;
    report(error);
    process.exitCode = exit.unusable;
  }
}

await main();

/** `sysdesign explain`: what a rule, a kind, a setting, a technology or another word means. */
import type { Register, Session } from './command.js';
import { type ExitStatus, exit, Failure } from './failure.js';

export const registerExplain: Register = (program, run) => {
  program
    .command('explain')
    .description('explain a rule, a kind of component, a setting, a technology or a word of the language')
    .argument('<word>', 'what to explain; - and _ are the same')
    .addHelpText(
      'after',
      [
        '',
        'Examples:',
        '  sysdesign explain stale-quorum      a rule',
        '  sysdesign explain cache             a kind of component',
        '  sysdesign explain retention         a setting',
        '  sysdesign explain kafka             a technology',
        '  sysdesign explain linearizable      a requirement',
      ].join('\n'),
    )
    .action((word: string) => run((session) => explain(word, session)));
};

async function explain(word: string, session: Session): Promise<ExitStatus> {
  const { explanationOf, words } = await import('../language/explanation/explanation.js');
  const { markdownText } = await import('./output/markdown.js');
  const { pageText } = await import('./files/manual.js');
  const found = explanationOf(word, pageText);
  if (found !== undefined) {
    session.write(`${markdownText(found, session.terminal)}\n`);
    return exit.holds;
  }
  const { nearest } = await import('../analyzer/catalogue/setting.js');
  const meant = nearest(word, words());
  throw new Failure(
    `Nothing is known by the name '${word}'${meant === undefined ? '.' : `; did you mean '${meant}'?`}`,
    meant === undefined
      ? 'Ask for a rule, a kind of component, a setting, a technology or a word of the language.'
      : `sysdesign explain ${meant}`,
  );
}

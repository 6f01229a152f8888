/** Files of `sysdesign simulate`: the picture of a counterexample, and what was followed of a run. */
import { extname } from 'node:path';
import type { Violation } from '../analyzer/simulator/history/violation.js';
import type { Trace } from '../analyzer/simulator/simulate.js';
import type { Session } from './command.js';
import { Failure } from './failure.js';

/** Draws a counterexample; its file is not written where the run showed none. */
export async function writeCounterexample(
  violation: Violation | undefined,
  path: string,
  session: Session,
): Promise<void> {
  const write = writers[extname(path).toLowerCase()];
  if (write === undefined)
    throw new Failure(`'${path}' has no ending that a counterexample can be written as.`, `Use ${endings}.`);
  if (violation === undefined) {
    session.say(`No counterexample: ${path} is not written.`);
    return;
  }
  const { writeFile } = await import('./files/write-file.js');
  writeFile(path, await write(violation));
  session.say(`Wrote ${path}.`);
}

const writers: Readonly<Record<string, (violation: Violation) => Promise<string | Uint8Array>>> = {
  '.svg': async (violation) => svg(violation, 'auto'),
  '.png': async (violation) => {
    const { renderPng } = await import('../diagram/png/render-png.js');
    return renderPng(await svg(violation, 'light')).data;
  },
  '.mmd': async (violation) => {
    const { sequenceOf } = await import('../diagram/sequence/sequence.js');
    const { sequenceMermaid } = await import('../diagram/sequence/mermaid.js');
    return sequenceMermaid(sequenceOf(violation));
  },
  '.txt': async (violation) => {
    const { sequenceOf } = await import('../diagram/sequence/sequence.js');
    const { sequenceText } = await import('./output/sequence-text.js');
    const { default: picocolors } = await import('picocolors');
    return `${sequenceText(sequenceOf(violation), { width: 80, colors: picocolors.createColors(false) })}\n`;
  },
};

const endings = Object.keys(writers).join(', ');

async function svg(violation: Violation, theme: 'light' | 'auto'): Promise<string> {
  const { sequenceOf } = await import('../diagram/sequence/sequence.js');
  const { sequenceSvg } = await import('../diagram/sequence/render-sequence.js');
  return sequenceSvg(sequenceOf(violation), { theme });
}

/** Writes a trace. */
export async function writeTrace(trace: Trace, path: string, session: Session): Promise<void> {
  const { writeFile } = await import('./files/write-file.js');
  writeFile(path, `${JSON.stringify(trace, null, 1)}\n`);
  session.say(`Wrote ${path}.`);
}

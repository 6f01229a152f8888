/** `export --watch`: draws a design again and again, as its files change. */
import { existsSync } from 'node:fs';
import type { Layouter } from '../diagram/layout/layouter.js';
import type { PlacedScene } from '../diagram/layout/placed.js';
import type { FileCache } from '../language/workspace/workspace.js';
import type { Session } from './command.js';
import { type ExitStatus, exit, Failure } from './failure.js';
import { displayPath, type OpenDesign, openDesign } from './files/open-design.js';
import { readText } from './files/read-text.js';
import { watchFiles } from './files/watch-files.js';
import { writeFile } from './files/write-file.js';
import { listen } from './interrupt.js';
import { warnAboutMistakes } from './mistakes.js';

/**
 * Draws the design at `path` into `output` now and after every change, until Ctrl-C. While the text has mistakes, or cannot
 * be read or drawn, that is told and the picture stays. Status: whether the last text was without mistakes. A file that is
 * missing from the start, or a picture that can never be written, fails as it does without watching.
 *
 * @param beside a file that the picture depends on too, whether it exists or not
 */
export async function redraw(
  path: string,
  output: string,
  draw: (design: OpenDesign) => Promise<string | Uint8Array>,
  session: Session,
  beside?: string,
): Promise<ExitStatus> {
  const cache: FileCache = new Map();
  let design = openDesign(path, { cache });
  let status: ExitStatus = exit.holds;
  let counted = '';
  const textBeside = () => (beside === undefined || !existsSync(beside) ? undefined : readText(beside));
  let knownBeside = textBeside();
  const files = () => [...design.paths, ...(beside === undefined ? [] : [beside])];

  const drawNow = async (): Promise<void> => {
    const start = performance.now();
    status = exit.findings;
    // Some editors empty a file before they fill it.
    if (design.report.workspace.entry.text.trim() === '') throw new Failure(`${path} is empty.`);
    if (warnAboutMistakes(design, session, `${output} stays as it is until that is mended`)) return;
    writeFile(output, await draw(design));
    status = exit.holds;
    session.say(`Wrote ${output} (${((performance.now() - start) / 1000).toFixed(2)} s).`);
    const counts = countFindings(design);
    if (counts !== counted && counts !== '') session.say(`${counts}; see: sysdesign check ${path}`);
    counted = counts;
  };

  let hasChanged = false;
  let hasFailed = false;
  let wake = (): void => {};
  const watched = watchFiles(() => {
    hasChanged = true;
    wake();
  });
  // Ctrl-C is the usual end: after a picture that is being made, the second time at once.
  const end = listen(() => wake());
  try {
    watched.follow(files());
    await drawNow();
    session.say(`Watching ${watchedFiles(design)}; Ctrl-C ends.`);
    // What changed before it was watched was not heard.
    hasChanged = true;
    while (!end.isInterrupted()) {
      if (!hasChanged) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      hasChanged = false;
      try {
        const nowBeside = textBeside();
        if (!hasFailed && nowBeside === knownBeside && design.isCurrent()) continue;
        hasFailed = false;
        knownBeside = nowBeside;
        design = openDesign(path, { cache });
        watched.follow(files());
        await drawNow();
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        hasFailed = true;
        status = exit.findings;
        session.say(`error: ${error.message} ${output} stays as it is.`);
      }
    }
  } finally {
    watched.close();
    end.stop();
  }
  return status;
}

/** A layouter for one design that is edited: each picture stays as like the one before as it can. */
export function steadyLayouter(layouter: Layouter): Layouter {
  let previous: PlacedScene | undefined;
  return {
    async layout(scene, options) {
      previous = await layouter.layout(scene, { ...options, ...(previous === undefined ? {} : { previous }) });
      return previous;
    },
  };
}

function watchedFiles(design: OpenDesign): string {
  const others = design.report.workspace.files.size - 1;
  const imported =
    others === 0 ? '' : others === 1 ? ' and the file it imports' : ` and the ${others} files it imports`;
  return displayPath(design.name) + imported;
}

/** `2 errors, 1 warning`, by severity; empty when there is nothing to say. */
function countFindings({ findings }: OpenDesign): string {
  const count = (severity: string, one: string): string[] => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [`${number} ${one}${number === 1 ? '' : 's'}`];
  };
  return [...count('error', 'error'), ...count('warning', 'warning'), ...count('info', 'remark')].join(', ');
}

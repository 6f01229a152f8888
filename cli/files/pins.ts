/** Reads `NAME.layout.json` beside a design: where the reader has put elements of its pictures. */
import { existsSync } from 'node:fs';
import type { Design, Diagram } from '../../analyzer/design/design.js';
import { type PinsFile, placesOf } from '../../diagram/layout/pins-file.js';
import type { Point } from '../../diagram/layout/placed.js';
import { hint, pinsBeside, readPins } from '../../language/config/pins.js';
import { Failure } from '../failure.js';
import { readText } from './read-text.js';

/** Places for the picture of a diagram, or of everything. */
export function pinsOfPicture(
  path: string,
  design: Design,
  diagram: Diagram | undefined,
  warn: (warning: string) => void,
): ReadonlyMap<string, Point> {
  return new Map(Object.entries(placesOf(pinsOfDesign(path, design, warn), diagram)));
}

/**
 * Places for all pictures of the design at `path`. Without a file there are none; a file that is wrong fails with the place
 * of the mistake, because a picture drawn without it would not be the one that was arranged.
 *
 * @param warn hears of diagrams that the design does not have
 */
export function pinsOfDesign(path: string, design: Design, warn: (warning: string) => void): PinsFile {
  const file = pinsBeside(path);
  if (file === undefined || !existsSync(file)) return { version: 1 };
  const reading = readPins(readText(file));
  if ('problem' in reading)
    throw new Failure(
      `${file}:${reading.line}:${reading.column}: ${reading.problem}.`,
      'Mend the file, or remove it to have everything arranged automatically.',
    );
  const known = design.diagrams.flatMap(({ id, title }) => [id, title]);
  for (const { name, line, column } of reading.names)
    if (!known.includes(name)) warn(`${file}:${line}:${column}: there is no diagram \`${name}\`${hint(name, known)}.`);
  return reading.pins;
}

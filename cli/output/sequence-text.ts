/** Counterexamples for a terminal. */
import type { Sequence } from '../../diagram/sequence/sequence.js';
import { sequenceLines } from '../../diagram/sequence/text.js';
import type { Terminal } from './terminal.js';
import { harmless, textWidth } from './text-width.js';
import { hanging } from './wrap.js';

/** The whole diagram, without a newline at its end. */
export function sequenceText(sequence: Sequence, { width, colors }: Terminal): string {
  return [
    ...hanging('', colors.bold(harmless(sequence.title)), width).split('\n'),
    colors.dim(harmless(sequence.subtitle)),
    '',
    ...sequenceLines(sequence, { width, measure: textWidth, harmless }),
  ]
    .map((line) => line.trimEnd())
    .join('\n');
}

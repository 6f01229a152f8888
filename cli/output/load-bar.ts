/** A bar for how busy something is, and its colour. */
import { loadStepOf } from '../../diagram/svg/palette.js';
import type { Colors } from './terminal.js';

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** Ten cells, in steps of an eighth; more than full is full. */
export function loadBar(utilization: number, length = 10): string {
  const filled = Math.round(Math.min(1, Math.max(0, utilization)) * length * 8);
  const bar = '█'.repeat(Math.floor(filled / 8)) + (eighths[filled % 8] ?? '');
  return bar.padEnd(length, '░');
}

/** The colour of a load, in the steps of the pictures. */
export function loadColor(utilization: number, colors: Colors): (text: string) => string {
  switch (loadStepOf(utilization)) {
    case 'critical':
      return colors.red;
    case 'high':
    case 'medium':
      return colors.yellow;
    case 'low':
      return colors.green;
  }
}

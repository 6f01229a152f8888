/** The pictures of the editor's manual. */
import type { Shot } from '../manual.js';
import { changing } from './changing.js';
import { finding } from './finding.js';
import { knowing } from './knowing.js';
import { windows } from './windows.js';

export const shots: readonly Shot[] = [...knowing, ...finding, ...windows, ...changing];

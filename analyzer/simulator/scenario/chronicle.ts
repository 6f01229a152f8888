import type { Id } from '../../design/design.js';
import type { Happening, HappeningKind } from './happening.js';

/** What befell the system, in order. */
export class Chronicle {
  readonly happenings: Happening[] = [];

  constructor(private readonly now: () => number) {}

  note(kind: HappeningKind, of: readonly Id[], text: string): void {
    this.happenings.push({ at: this.now(), kind, of, text });
  }
}

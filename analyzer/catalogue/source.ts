/** How the rows of the catalogue write down where a number comes from. */
import type { Default, Source } from './types.js';

/** Read in the named place: author or product, document, year. */
export function published(where: string): Source {
  return { kind: 'published', where };
}

/** A rule of thumb, with what makes it reasonable. */
export function assumed(why: string): Source {
  return { kind: 'assumed', why };
}

/** Documented in the named place, but quoted from memory and not read again: an assumption that can be checked. */
export function recalled(where: string): Source {
  return { kind: 'assumed', why: `as in ${where}, quoted from memory` };
}

/** A default with its source. */
export function of(value: number | string, source: Source): Default {
  return { value, source };
}

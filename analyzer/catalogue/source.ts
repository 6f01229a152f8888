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

/** A default with its source. */
export function of(value: number | string, source: Source): Default {
  return { value, source };
}

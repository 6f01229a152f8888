/**
 * Pages of the manual as whoever explains a word gets them.
 *
 * `language/explanation` says what words mean, as Markdown: of rows of the catalogue, metadata of rules and, where there
 * are any, pages of the manual. It opens no file: readers are passed in, and in a browser there may be none.
 */

/** Text of a page by its path, `docs/rules/stale-quorum.md`; `undefined` when it cannot be read. */
export type ReadPage = (path: string) => string | undefined;

/** Where there is no manual. */
export const noPages: ReadPage = () => undefined;

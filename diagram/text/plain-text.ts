/** Text that is safe to show and to write into XML: what the eye cannot see, or XML cannot hold, is taken out. */

/** Control characters, lone surrogates and non-characters, none of which XML 1.0 (§2.2) lets into a document. */
const FORBIDDEN = /\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;
/** Marks that reorder the text around them, so that a label could show something else than it says. */
const REORDERING = /[\u202a-\u202e\u2066-\u2069]/gu;

/** One line of visible text: white space collapsed to single spaces, invisible and forbidden characters removed. */
export function plainText(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(FORBIDDEN, '').replace(REORDERING, '').trim();
}

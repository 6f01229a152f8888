/** Text that is safe to show and to write into XML: what the eye cannot see, or XML cannot hold, is taken out. */

/** Control characters, lone surrogates and non-characters, none of which XML 1.0 (§2.2) lets into a document. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Cs}/gu;
/** Marks that reorder the text around them, so that a label could show something else than it says. */
const REORDERING = /[\u202a-\u202e\u2066-\u2069]/gu;

/** One line of visible text: white space collapsed to single spaces, invisible and forbidden characters removed. */
export function plainText(text: string): string {
  return text.replace(FORBIDDEN, '').replace(REORDERING, '').replace(/\s+/gu, ' ').trim();
}

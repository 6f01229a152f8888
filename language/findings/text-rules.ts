/** Rules of the language itself: they need the text and so are no rules of the analyzer. */
export const textRules = [
  'syntax',
  'import',
  'unknown-name',
  'unit-mismatch',
  'contradiction',
  'unused-suppression',
  'suppression-without-reason',
  'config',
] as const;

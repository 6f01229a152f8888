/** The words of one rule of the grammar. */
export interface RuleWords {
  /** Anchor of the section of docs/language.md that says more. */
  readonly section: string;
  /** By keyword. */
  readonly words: Readonly<Record<string, string>>;
}

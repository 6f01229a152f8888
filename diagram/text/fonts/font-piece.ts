/** A part of a font that is embedded on its own, so that a picture carries only the scripts it uses. */
export interface FontPiece {
  readonly name: string;
  /** Code points inside, as inclusive ranges. */
  readonly ranges: readonly (readonly [first: number, last: number])[];
  /** WOFF2 in base64. */
  readonly woff2: string;
}

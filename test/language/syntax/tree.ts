/** Syntax trees as plain text, for comparison. */
import type { AstNode } from 'langium';

/** The tree without positions, containers and links: types, properties, and the texts of references. */
export function plain(node: AstNode): string {
  return JSON.stringify(node, (key, value: unknown) =>
    key.startsWith('$') && key !== '$type' && key !== '$refText' ? undefined : value,
  );
}

/** References that stay what they are in the text; `language/link` looks their names up. */
import { type AstNode, type CstNode, DefaultLinker, type Reference } from 'langium';

/** Makes references that never resolve themselves, so that a tree can be read without documents and scopes. */
export class PlainReferences extends DefaultLinker {
  override buildReference(_node: AstNode, _property: string, refNode: CstNode | undefined, refText: string): Reference {
    return {
      ...(refNode === undefined ? {} : { $refNode: refNode }),
      $refText: refText,
      get ref() {
        return undefined;
      },
    };
  }
}

/** The way back from ids of a design to the text they were written in. */
import { AstUtils, type CstNode, GrammarUtils } from 'langium';
import type { Span } from './positioned.js';

/** Where an id was written, as syntax nodes: positions are asked for only when something is shown. */
export interface Anchor {
  readonly uri: string;
  readonly node: CstNode;
  /** Last node, when the text of the id is longer than `node`. */
  readonly until?: CstNode;
  /** What to underline; missing: everything before the block. */
  readonly focus?: CstNode;
  /** Id of the component whose use of a template brought this clause here. */
  readonly use?: string;
}

/** Text of one id. */
export interface Origin extends Span {
  /** The part to underline: a declaration's name, the head of a clause with a block, else the whole. */
  readonly focus: Span;
  /** The inside of its braces, if it has a block of its own. */
  readonly block?: Span;
  /** Set when the text stands in a template: where the template is used. */
  readonly use?: { readonly id: string; readonly span: Span };
}

/** Ids of a design and their places. */
export interface Origins {
  get(id: string): Origin | undefined;
  /** The syntax nodes of an id, for edits that need structure. */
  anchor(id: string): Anchor | undefined;
  /** The place of the id, or of the nearest part it belongs to (`orders.memory` falls back to `orders`). */
  nearest(id: string): Origin | undefined;
  ids(): Iterable<string>;
  /** The narrowest id whose text covers an offset; among equals the one registered first. */
  at(uri: string, offset: number): string | undefined;
}

/** Origins over anchors; nothing is computed before it is asked for. */
export function originsOf(anchors: ReadonlyMap<string, Anchor>): Origins {
  const get = (id: string): Origin | undefined => {
    const anchor = anchors.get(id);
    return anchor === undefined ? undefined : resolve(anchor, anchors);
  };
  return {
    get,
    anchor: (id) => anchors.get(id),
    nearest(id) {
      for (let part: string | undefined = id; part !== undefined; part = parentOf(part)) {
        const origin = get(part);
        if (origin !== undefined) return origin;
      }
      return undefined;
    },
    ids: () => anchors.keys(),
    at: (uri, offset) => narrowest(anchors, uri, offset),
  };
}

/** The part of an anchor to underline. */
export function focusOf(anchor: Anchor): Span {
  const { uri, node } = anchor;
  const block = anchor.until === undefined ? blockOf(uri, node) : undefined;
  return anchor.focus === undefined ? headOf(wholeOf(anchor), node, block) : spanOf(uri, anchor.focus);
}

function wholeOf({ uri, node, until }: Anchor): Span {
  return { uri, offset: node.offset, length: (until ?? node).end - node.offset };
}

function resolve(anchor: Anchor, anchors: ReadonlyMap<string, Anchor>): Origin {
  const { uri, node } = anchor;
  const whole = wholeOf(anchor);
  const block = anchor.until === undefined ? blockOf(uri, node) : undefined;
  const focus = focusOf(anchor);
  const user = anchor.use === undefined ? undefined : anchors.get(anchor.use);
  return {
    ...whole,
    focus,
    ...(block === undefined ? {} : { block }),
    ...(user === undefined || anchor.use === undefined ? {} : { use: { id: anchor.use, span: focusOf(user) } }),
  };
}

/** The stretch of a syntax node. */
export function spanOf(uri: string, node: CstNode): Span {
  return { uri, offset: node.offset, length: node.length };
}

function blockOf(uri: string, node: CstNode): Span | undefined {
  const inner = AstUtils.streamContents(node.astNode).find(
    (child) => child.$type === 'Block' && child.$containerProperty === 'block',
  )?.$cstNode;
  const holder = node.astNode.$cstNode === node && inner !== undefined ? inner : node;
  const open = GrammarUtils.findNodeForKeyword(holder, '{');
  if (open === undefined) return undefined;
  const close = GrammarUtils.findNodeForKeyword(holder, '}');
  const end = close === undefined || close.offset < open.end ? holder.end : close.offset;
  return { uri, offset: open.end, length: Math.max(0, end - open.end) };
}

function headOf(whole: Span, node: CstNode, block: Span | undefined): Span {
  if (block === undefined) return whole;
  const head = node.text.slice(0, Math.max(0, block.offset - 1 - whole.offset)).trimEnd();
  return head === '' ? whole : { ...whole, length: head.length };
}

/** `send/1/2/write:messages` → `send/1/2` → `send/1` → `send`; `orders.replicas` → `orders`. */
function parentOf(id: string): string | undefined {
  const cut = Math.max(id.lastIndexOf('/'), id.lastIndexOf('.'), id.lastIndexOf('#'));
  return cut > 0 ? id.slice(0, cut) : undefined;
}

function narrowest(anchors: ReadonlyMap<string, Anchor>, uri: string, offset: number): string | undefined {
  let best: string | undefined;
  let bestLength = Number.POSITIVE_INFINITY;
  for (const [id, anchor] of anchors) {
    if (anchor.uri !== uri || anchor.node.offset > offset) continue;
    const end = (anchor.until ?? anchor.node).end;
    const length = end - anchor.node.offset;
    if (end >= offset && length < bestLength) {
      best = id;
      bestLength = length;
    }
  }
  return best;
}

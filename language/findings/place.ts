/** Puts findings where they can be seen: ids become files, lines and columns. */
import type { Finding } from '../../analyzer/rules/rule.js';
import type { Workspace } from '../workspace/workspace.js';
import { lineMap, type TextRange } from './line-map.js';
import type { Origins } from './origins.js';
import type { LocatedFinding, PositionedFinding, PositionedRelated, Span } from './positioned.js';

/** A finding of the analyzer at the text of its id; an id without text falls back to what it is part of, then to the entry. */
export function placeFinding(finding: Finding, origins: Origins, workspace: Workspace): PositionedFinding {
  const origin = origins.nearest(finding.at);
  const related: PositionedRelated[] = finding.related.map((one) => {
    const place = origins.nearest(one.at);
    return { at: one.at, message: one.message, ...positioned(place?.focus ?? start(workspace), workspace) };
  });
  if (origin?.use !== undefined) {
    const { id, span } = origin.use;
    related.push({ at: id, message: `The template is used here by \`${id}\`.`, ...positioned(span, workspace) });
  }
  return { ...finding, related, ...positioned(origin?.focus ?? start(workspace), workspace) };
}

/** A finding of the language with lines and columns. */
export function placeLocated(finding: LocatedFinding, workspace: Workspace): PositionedFinding {
  const { span, related, ...rest } = finding;
  return {
    ...rest,
    related: related.map((one) => ({ at: one.at, message: one.message, ...positioned(one.span, workspace) })),
    ...positioned(span, workspace),
  };
}

function start(workspace: Workspace): Span {
  return { uri: workspace.entry.uri, offset: 0, length: 0 };
}

function positioned(span: Span, workspace: Workspace): { uri: string; range: TextRange } {
  const lines = workspace.files.get(span.uri)?.lines ?? lineMap('');
  return { uri: span.uri, range: lines.range(span.offset, span.length) };
}

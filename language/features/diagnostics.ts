import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver-types';
import type { Severity } from '../../analyzer/rules/rule.js';
import type { LineColumn, TextRange } from '../findings/line-map.js';
import type { PositionedFinding } from '../findings/positioned.js';
import { rulePage } from './rule-page.js';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/**
 * A finding as the protocol has it: the rule's id is the code and links to its page, other places are related locations.
 * `uriOf` turns paths into URIs; `manual` is the URI of the docs, where there are any.
 */
export function diagnosticOf(
  finding: PositionedFinding,
  uriOf: (path: string) => string,
  manual: string | undefined,
): Diagnostic {
  const { rule, severity, message, help, range, related, unnecessary } = finding;
  return {
    source: 'sysdesign',
    code: rule,
    ...(manual === undefined ? {} : { codeDescription: { href: rulePage(manual, rule) } }),
    severity: severities[severity],
    range: protocolRange(range),
    message: help === undefined ? message : `${message}\n${help}`,
    ...(unnecessary === true ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related.length === 0
      ? {}
      : {
          relatedInformation: related.map((other) => ({
            location: { uri: uriOf(other.uri), range: protocolRange(other.range) },
            message: other.message,
          })),
        }),
  };
}

export function protocolRange({ start, end }: TextRange): Diagnostic['range'] {
  return { start: protocolPosition(start), end: protocolPosition(end) };
}

const protocolPosition = ({ line, column }: LineColumn) => ({ line, character: column });

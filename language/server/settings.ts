/** Settings as a client sends them, made whole. */
import { defaultSettings, type Settings } from '../protocol.js';

/** What is missing, `null` or of another type is as if it were not said. */
export function readSettings(given: unknown): Settings {
  const switchOf = (section: unknown, name: string, usual: boolean): boolean => {
    const value = field(section, name);
    return typeof value === 'boolean' ? value : usual;
  };
  const { inlayHints, codeLens, markdown, workload } = defaultSettings;
  const named = field(given, 'workload');
  return {
    inlayHints: { enabled: switchOf(field(given, 'inlayHints'), 'enabled', inlayHints.enabled) },
    codeLens: { enabled: switchOf(field(given, 'codeLens'), 'enabled', codeLens.enabled) },
    markdown: { lint: switchOf(field(given, 'markdown'), 'lint', markdown.lint) },
    workload: typeof named === 'string' ? named : workload,
  };
}

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? (of as Readonly<Record<string, unknown>>)[name] : undefined;
}

/** The TextMate grammars: current, and colouring what is written as what it is. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar } from 'vscode-textmate';
import { root } from '../root.js';

const folder = join(root, 'extension', 'syntaxes');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('TextMate grammars', () => {
  let grammar: IGrammar;

  before(async () => {
    const wasm = readFileSync(join(root, 'node_modules/vscode-oniguruma/release/onig.wasm'));
    await oniguruma.loadWASM(wasm);
    const registry = new textmate.Registry({
      onigLib: Promise.resolve({
        createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
        createOnigString: (text) => new oniguruma.OnigString(text),
      }),
      loadGrammar: async (scope) => {
        const file = scope === 'source.sysdesign' ? 'sysdesign.tmLanguage.json' : 'markdown.tmLanguage.json';
        return textmate.parseRawGrammar(read(file), file);
      },
    });
    const loaded = await registry.loadGrammar('source.sysdesign');
    assert.ok(loaded !== null);
    grammar = loaded;
  });

  it('are what `npm run grammar` makes of the language and the catalogue', async () => {
    const { grammars } = (await import(pathToFileURL(join(root, 'scripts/textmate.mjs')).href)) as {
      grammars(): Promise<ReadonlyMap<string, string>>;
    };
    for (const [file, text] of await grammars()) assert.equal(read(file), text, `${file}: run npm run grammar`);
  });

  /** Innermost scopes of the words of a line, by the word. */
  function scopes(line: string): ReadonlyMap<string, string> {
    const { tokens } = grammar.tokenizeLine(line, textmate.INITIAL);
    return new Map(
      tokens.map(({ startIndex, endIndex, scopes: all }) => [
        line.slice(startIndex, endIndex).trim(),
        all.at(-1) ?? '',
      ]),
    );
  }

  const cases: readonly (readonly [line: string, expected: Readonly<Record<string, string>>])[] = [
    [
      'service chat "Chat service" {',
      { service: 'storage.type.component', chat: 'entity.name.class', 'Chat service': 'string.quoted' },
    ],
    ['database orders : postgres {', { orders: 'entity.name.class', postgres: 'support.class.technology' }],
    ['database orders : safe_postgres(locks) {', { safe_postgres: 'entity.name.type.template' }],
    [
      'cache cache { ttl 10 min }',
      { ttl: 'variable.other.property', '10': 'constant.numeric', min: 'keyword.other.unit' },
    ],
    ['flow data { web -> api }', { flow: 'storage.type.flow', data: 'entity.name.function', '->': 'keyword.operator' }],
    ['  work lognormal(3 ms, cv 1.5)', { lognormal: 'support.function.law', ms: 'keyword.other.unit' }],
    ['  p99(send) < 250 ms', { p99: 'support.function.measure', '<': 'keyword.operator.comparison' }],
    [
      '  send by 100M users 40/d peak 3x',
      { '100': 'constant.numeric', M: 'constant.numeric', '/d': 'keyword.other.unit' },
    ],
    ['  at 2 min crash accounts.leader', { crash: 'keyword.other.fault' }],
    ['  health check every 5 s fail after 2', { fail: 'keyword.other.clause' }],
    [
      '// sysdesign-ignore dual-write: an outbox',
      { 'sysdesign-ignore': 'keyword.other.ignore', 'dual-write': 'entity.name.tag' },
    ],
    ['  limit 500 // in one instance', { '//': 'punctuation.definition.comment' }],
    ['region us { zones a, b }', { region: 'storage.type.region', us: 'entity.name.type.region' }],
    ['design "Broken', { design: 'keyword.other.design', Broken: 'string.quoted' }],
  ];
  for (const [line, expected] of cases)
    it(`colours ${line.trim()}`, () => {
      const found = scopes(line);
      for (const [word, scope] of Object.entries(expected))
        assert.ok(found.get(word)?.startsWith(scope), `'${word}' is ${found.get(word)}, not ${scope}`);
    });

  it('ends a string that has no end with its line', () => {
    const first = grammar.tokenizeLine('design "Broken', textmate.INITIAL);
    const { tokens } = grammar.tokenizeLine('service api {', first.ruleStack);
    assert.ok(tokens.every(({ scopes: all }) => !all.some((one) => one.startsWith('string'))));
  });
});

import assert from 'node:assert/strict';
import { createParser, type LangiumCoreServices, LangiumParser } from 'langium';
import { kinds } from '../../../analyzer/catalogue/kinds/index.js';
import { settings } from '../../../analyzer/catalogue/settings/index.js';
import { clauseHeads, declarationHeads } from '../../../language/syntax/clause-heads.js';
import { parse } from '../../../language/syntax/parse.js';
import { syntaxServices } from '../../../language/syntax/services.js';
import { plain } from './tree.js';

/** Builds a parser that throws when two alternatives begin with the same token. */
function buildStrict(services: LangiumCoreServices): void {
  const { shared, references, Grammar, parser } = services;
  const { Lexer, ValueConverter, ParserErrorMessageProvider } = parser;
  const strict = {
    shared,
    references,
    Grammar,
    // In development mode Chevrotain checks the grammar; in production mode it trusts it.
    LanguageMetaData: { ...services.LanguageMetaData, mode: 'development' },
    parser: { Lexer, ValueConverter, ParserErrorMessageProvider, ParserConfig: { maxLookahead: 1 } },
  };
  createParser(Grammar, new LangiumParser(strict as unknown as LangiumCoreServices), Lexer.definition).finalize();
}

/** A block in which settings of a kind or pseudo-kind stand. */
function blockOf(kind: string): readonly [string, string] {
  const around: Readonly<Record<string, readonly [string, string]>> = {
    data: ['data x { ', ' }'],
    link: ['link a -- b { ', ' }'],
    replicas: ['database x { replicas 3 leaderless { ', ' } }'],
    shards: ['database x { shards 3 { ', ' } }'],
    wal: ['database x { wal sync { ', ' } }'],
    breaker: ['service x { breaker { ', ' } }'],
  };
  return around[kind] ?? [`${kind} x { `, ' }'];
}

/** Clauses that may go on with optional words, which a setting behind them must not be taken for. */
const openEnded: Readonly<Record<string, readonly string[]>> = {
  replicas: ['elect by consensus', 'repair every 3 s', 'apply work 3 ms', 'ship wal', 'read one', 'across us'],
  shards: ['routed by client'],
  data: ['key a', 'requires durable', 'invariant unique', 'references a'],
  component: [
    'retry 2',
    'health check every 3 s',
    'autoscale 1..2',
    'partitions 3',
    'wal sync',
    'elect by consensus',
    'replicas 3 consensus',
    'replicas 3 leader sync',
    'shards 3',
    'hedge at p95',
    'on miss fill',
    'breaks every 1 h repaired in 3 s',
    'in us',
    'breaker on',
  ],
};

describe('the grammar', () => {
  it('chooses every alternative by one token', () => {
    buildStrict(syntaxServices());
  });

  it('has no component kind that begins a declaration', () => {
    const heads = declarationHeads(syntaxServices().Grammar);
    assert.ok(heads.has('flow') && heads.has('data') && !heads.has('cache'));
    assert.deepEqual(
      kinds.filter((kind) => heads.has(kind.id)).map((kind) => kind.id),
      [],
    );
  });

  it('has no setting that begins a clause', () => {
    const heads = clauseHeads(syntaxServices().Grammar);
    assert.ok(
      heads.has('replicas') && heads.has('ship') && heads.has('key') && heads.has('routed') && !heads.has('timeout'),
    );
    assert.deepEqual(
      settings.filter((setting) => heads.has(setting.name)).map((setting) => setting.name),
      [],
    );
  });

  for (const setting of settings) {
    const owners = setting.of.filter((owner) => owner !== 'flow');
    it(`reads '${setting.name}' as a setting beside others`, () => {
      for (const owner of owners) {
        const [open, close] = blockOf(owner);
        const isPart = ['data', 'link', 'replicas', 'shards', 'wal', 'breaker'].includes(owner);
        for (const before of ['before 1', 'before word', ...(openEnded[isPart ? owner : 'component'] ?? [])]) {
          // A lease behind an election is the election's.
          if (setting.name === 'lease' && before.startsWith('elect')) continue;
          const text = `${open}${before}\n${setting.name} 2\nafter 3${close}`;
          const { model, errors } = parse(text);
          assert.deepEqual([text, errors], [text, []]);
          const neutral = parse(`${open}${before}\nneutral 2\nafter 3${close}`);
          assert.equal(plain(model), plain(neutral.model).replace('"neutral"', `"${setting.name}"`), text);
        }
      }
    });
  }
});

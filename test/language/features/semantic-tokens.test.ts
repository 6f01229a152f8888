import assert from 'node:assert/strict';
import { semanticTokens } from '../../../language/features/semantic-tokens/semantic-tokens.js';
import { snapshotOf } from './marked.js';

/** Each coloured word as `word:type.modifier`. */
async function coloured(source: string, others: Readonly<Record<string, string>> = {}): Promise<string> {
  const { snapshot } = await snapshotOf(source, others);
  return semanticTokens(snapshot)
    .map(({ offset, length, type, modifiers }) =>
      [`${snapshot.file.text.slice(offset, offset + length)}:${type}`, ...modifiers].join('.'),
    )
    .join(' ');
}

describe('semantic tokens', () => {
  it('kind, name, technology, setting, number, unit', async () =>
    assert.equal(
      await coloured('cache c "C" : redis { memory 8 GB evict lru ttl 5min }'),
      'cache:type.defaultLibrary c:class.declaration "C":string redis:interface.defaultLibrary memory:property 8:number GB:modifier evict:property lru:enumMember ttl:property 5:number min:modifier',
    ));
  it('words of the language are names where they are names', async () =>
    assert.equal(
      await coloured('cache cache\nqueue read\nflow flow { cache -> read }'),
      'cache:type.defaultLibrary cache:class.declaration queue:type.defaultLibrary read:class.declaration flow:keyword flow:function.declaration cache:class ->:operator read:class',
    ));
  it('places and data', async () =>
    assert.equal(
      await coloured('region us { zones a }\ndata D { key k requires immutable }\nservice s { in us.a }'),
      'region:keyword us:namespace.declaration zones:keyword a:namespace.declaration data:keyword D:struct.declaration.readonly key:keyword k:variable requires:keyword immutable:enumMember service:type.defaultLibrary s:class.declaration in:keyword us:namespace a:namespace',
    ));
  it('templates and parameters', async () =>
    assert.equal(
      await coloured('template t(l) : postgres { dead_letter l }\ndatabase d : t(d)'),
      'template:keyword t:interface.declaration l:parameter.declaration.readonly postgres:interface.defaultLibrary dead_letter:property l:parameter.readonly database:type.defaultLibrary d:class.declaration t:interface d:class',
    ));
  it('replicas and shards', async () =>
    assert.equal(
      await coloured('database d { replicas 3 leader async { read from any } shards 4 by hash(k) }'),
      'database:type.defaultLibrary d:class.declaration replicas:keyword 3:number leader:enumMember async:enumMember read:keyword from:keyword any:enumMember shards:keyword 4:number by:keyword hash:enumMember k:variable',
    ));
  it('steps: what is written is marked', async () =>
    assert.equal(
      await coloured('data D {}\ndatabase d\nflow f { d -> d { write D to d read D from d at quorum } }'),
      'data:keyword D:struct.declaration database:type.defaultLibrary d:class.declaration flow:keyword f:function.declaration d:class ->:operator d:class write:keyword D:struct.modification to:keyword d:class.modification read:keyword D:struct from:keyword d:class at:keyword quorum:enumMember',
    ));
  it('laws and measures', async () =>
    assert.equal(
      await coloured('service s { work lognormal(3 ms, cv 1.5) }\nexpect { p99(s) < 1 s }'),
      'service:type.defaultLibrary s:class.declaration work:property lognormal:function.defaultLibrary 3:number ms:modifier cv:enumMember 1.5:number expect:keyword p99:method.defaultLibrary s:class <:operator 1:number s:modifier',
    ));
  it('faults and parts', async () =>
    assert.equal(
      await coloured('database d\nscenario { at 1 s crash d.replica.2 }'),
      'database:type.defaultLibrary d:class.declaration scenario:keyword at:keyword 1:number s:modifier crash:keyword d:class replica:property 2:number',
    ));
  it('imported names by what they are', async () =>
    assert.equal(
      await coloured('import { f as g } from "./lib.sysdesign"\nworkload w { g at 1/s }', {
        'lib.sysdesign': 'flow f {}',
      }),
      'import:keyword f:function as:keyword g:function from:keyword "./lib.sysdesign":string workload:keyword w:event.declaration g:function at:keyword 1:number /s:modifier',
    ));
  it('comments line by line', async () =>
    assert.equal(
      await coloured('/* a\r\nb */ service s // c'),
      '/* a:comment b */:comment service:type.defaultLibrary s:class.declaration // c:comment',
    ));
  it('unknown words have no colour', async () =>
    assert.equal(await coloured('thing s : nothing { x -> }'), 's:class.declaration'));
  it('a part of the document', async () => {
    const { snapshot } = await snapshotOf('service a\nservice b\nservice c');
    const part = semanticTokens(snapshot, 10, 19).map(({ offset }) => offset);
    assert.deepEqual(part, [10, 18]);
  });
});

import assert from 'node:assert/strict';
import { parse } from '../../../language/syntax/parse.js';
import { syntaxServices } from '../../../language/syntax/services.js';
import { keywordsOf } from '../../../language/syntax/token-types.js';
import { unitSymbols } from '../../../language/units/unit.js';
import { plain } from './tree.js';

/** Every place where a name is free, `NAME` standing for it. */
const places: readonly string[] = [
  'import { NAME } from "x.sysdesign"',
  'import { a as NAME, NAME as b } from "x.sysdesign"',
  'region NAME { zones NAME, NAME }',
  'link NAME -- NAME.NAME { rtt 1 ms }',
  'data NAME "t" { key NAME, NAME  references NAME, NAME  requires linearizable }',
  'data x { key a  requires NAME, NAME within 3 s  invariant NAME }',
  'template NAME(NAME, NAME) : NAME(NAME, 3) { stores NAME }',
  'group NAME { service NAME { cores 2 } service b }',
  'service NAME "t" : NAME(NAME, NAME(3)) { cores 2 }',
  'service NAME\nservice NAME : NAME',
  'materialized_view NAME from NAME into NAME { refresh 2 s }',
  'client c { in NAME 60%, NAME.NAME across NAME, NAME }',
  'database d { stores NAME, NAME\n caches NAME\n carries NAME\n watches NAME }',
  'database d { memory NAME\n limit NAME, NAME }',
  'database d { memory NAME(NAME, 3)\n limit 3 }',
  'database d { replicas 3 leader sync { ship NAME  elect by lock NAME  read from NAME\n write NAME } }',
  'database d { shards 3 by NAME(NAME, NAME) { routed by NAME: NAME } }',
  'database d { partitions 3 by NAME, NAME\n index NAME, NAME local }',
  'database d { elect by lock NAME lease 3 s }',
  'service d { when full NAME  on miss NAME, NAME  hedge at NAME  breaker NAME }',
  'flow NAME "t" priority 3 { a -> b }',
  'flow f { NAME -> NAME -> NAME { call NAME } }',
  'flow f { a -> b { read NAME from NAME else NAME else NAME at NAME by NAME } }',
  'flow f { a -> b { query NAME from NAME NAME at NAME by NAME rows 3 } }',
  'flow f { a -> b { write NAME to NAME at NAME by NAME if unchanged idempotent by NAME timeout 3 s } }',
  'flow f { a -> b { publish NAME to NAME in outbox idempotent by NAME } }',
  'flow f { a -> b { call NAME idempotent by NAME retry 2 } }',
  'flow f { a -> b { lock NAME by NAME { work NAME\n wait 3 s } } }',
  'flow f { on NAME -> NAME -> NAME { done } }',
  'flow f { a -> b { work 3 ms\n NAME -> x } }',
  'flow f { a -> b { call x priority 3\n NAME -> x { } } }',
  'flow f { a -> b { call x\n NAME /* c */ -> x { } } }',
  'flow f { a -> b { read x\n NAME // c\n -> x } }',
  'flow f { a -> b { done NAME -> x } }',
  'flow f { a -> b { call x hedge at p95 NAME -> x } }',
  'workload NAME "t" from NAME { NAME at 3/s }',
  'expect under NAME { NAME(NAME, NAME) < 3 s\n NAME(*) > 2 }',
  'scenario NAME "t" { run NAME for 3 s  at 1 s crash NAME.NAME.2 }',
  'scenario s { run a for 3 s at 1 s slow NAME.NAME 5x at 2 s lose zone NAME.NAME at 3 s partition NAME from NAME }',
  'scenario s { run a for 3 s at 1 s drop 1% between NAME and NAME at 2 s surge 3x of NAME at 3 s skew clock of NAME by 2 s }',
  'scenario s { run a for 3 s at 3 s fail rate 1% of NAME for 2 s expect NAME(NAME) == 0 }',
  'diagram NAME "t" { show NAME, NAME\n hide NAME\n collapse NAME\n direction NAME\n under NAME }',
];

const keywords = [...keywordsOf(syntaxServices().Grammar)].filter((word) => /^\w/u.test(word));
const units = unitSymbols.filter((unit) => /^[a-zA-Z]+$/u.test(unit));
const others = ['cache', 'queue', 'search', 'x', 'e1', '_', 'größe', 'constructor', '__proto__', 'toString'];

describe('names', () => {
  for (const place of places) {
    it(`are free in: ${place.replaceAll('\n', '⏎')}`, () => {
      const neutral = parse(place.replaceAll('NAME', 'neutral'));
      assert.deepEqual(neutral.errors, []);
      const wanted = plain(neutral.model);
      for (const word of new Set([...keywords, ...units, ...others])) {
        const text = place.replaceAll('NAME', word);
        const parsed = parse(text);
        assert.deepEqual([text, parsed.errors], [text, []]);
        assert.equal(plain(parsed.model), wanted.replaceAll('"neutral"', JSON.stringify(word)), text);
      }
    });
  }

  // A load goes on as long as its own words follow, so a second load's flow may not be called by one of them.
  it('of flows in a second load are taken by the words of the load before', () => {
    const taken = [...keywords, ...units, ...others].filter((word) => {
      const { model, errors } = parse(`workload w { a at 3/s\n${word} at 4/s }`);
      const wanted = plain(parse('workload w { a at 3/s\nneutral at 4/s }').model).replace(
        '"neutral"',
        JSON.stringify(word),
      );
      return errors.length > 0 || plain(model) !== wanted;
    });
    assert.deepEqual(taken.sort(), ['arrivals', 'at', 'bursts', 'by', 'peak', 'shape', 'spikes']);
  });
});

/** Pictures that move: what is shown when, that the messages of a request follow each other, and that nothing of a design becomes markup. */
import assert from 'node:assert/strict';
import { Resvg } from '@resvg/resvg-js';
import { prepare } from '../../../analyzer/estimate/estimate-workload.js';
import type { Playback } from '../../../analyzer/simulator/playback/playback.js';
import { recordPlayback } from '../../../analyzer/simulator/playback/record-playback.js';
import { animatedScene, animatedSvg } from '../../../diagram/animation/animate.js';
import { journeys } from '../../../diagram/animation/journeys.js';
import { stretches } from '../../../diagram/animation/loop.js';
import { viewOf } from '../../../diagram/animation/view.js';
import { layout } from '../../../diagram/layout/layouter.js';
import { sceneOf } from '../../../diagram/scene/from-design.js';
import { designOf } from '../../language/check.js';

const text = `
design "A <b>& 'shop'"
region eu { zones a, b, c }
data Order { key id  size 1 KB  count 1M }
client web "<script>alert(1)</script>"
service shop { across eu  instances 2  cores 2  work 5 ms }
database orders : postgres {
  across eu
  stores Order
  replicas 3 leader semi_sync 1 { elect by lock locks lease 6 s heartbeat 1 s }
}
coordinator locks : etcd { across eu  replicas 3 consensus }
flow buy { web -> shop { write Order to orders } }
workload day { buy at 20/s }
scenario "The <leader> dies" {
  run day for 70 s warmup 10 s seed 3
  at 20 s crash orders.leader for 20 s
  at 50 s pause shop for 5 s
}
`;

let playback: Playback;
let svg = '';

const draw = async (theme: 'light' | 'auto' = 'light'): Promise<string> => {
  const design = designOf(text);
  const scene = animatedScene(sceneOf(design), playback, design.scenarios[0]?.title ?? '');
  return animatedSvg(await layout(scene), playback, theme);
};

/** Pills with this text: the seconds of the loop at which they appear, and how many frames they stay. */
function shown(pill: string): { at: number; frames: number }[] {
  const groups = [
    ...svg.matchAll(/<g class="sd-badge[^"]*? sd-w sd-w(\d+)[^"]*"([^>]*)><rect[^>]*\/><text[^>]*>([^<]*)<\/text>/g),
  ];
  return groups
    .filter(([, , , said]) => said === pill)
    .map(([, frames, attributes = '']) => ({
      at: Number(/animation-delay:([\d.]+)s/.exec(attributes)?.[1] ?? 0),
      frames: Number(frames),
    }));
}

describe('a picture that moves', () => {
  before(async () => {
    const design = designOf(text);
    const [scenario] = design.scenarios;
    assert.ok(scenario);
    const run = recordPlayback(prepare(design), { scenario }, { step: 1, requests: 400, requestsPerSecond: 6 });
    run.advance(Infinity);
    playback = run.playback();
    svg = await draw();
  });

  it('is one file that moves without scripts, and the same each time', async () => {
    assert.doesNotThrow(() => new Resvg(svg, { font: { loadSystemFonts: false } }));
    assert.doesNotMatch(svg, /<script|<foreignObject|\son\w+=|href=|url\((?!data:font)/);
    assert.ok(svg.length < 200_000, `${svg.length}`);
    assert.equal(await draw(), svg);
    assert.match(svg, /@media \(prefers-reduced-motion:reduce\)\{\.sd \*\{animation:none!important\}/);
  });

  it('shows states from the frame to the frame in which they hold', () => {
    // One frame is a second of the run and half a second of the loop, which begins after the warm-up of ten seconds.
    const crashed = shown('2 of 3 up · no leader');
    assert.equal(crashed.length, 1, JSON.stringify([...svg.matchAll(/[^>]* up[^<]*/g)].map(([one]) => one)));
    // At the end of the frame in which it crashes, at 20 s, it is down.
    assert.equal(crashed[0]?.at, 5);
    const led = shown('2 of 3 up · replica 1 leads').concat(shown('2 of 3 up · replica 2 leads'));
    assert.equal((crashed[0]?.frames ?? 0) + (led[0]?.frames ?? 0), 20);
    assert.equal(led[0]?.at, 5 + 0.5 * (crashed[0]?.frames ?? 0));
    assert.deepEqual(shown('stands still'), [{ at: 20, frames: 5 }]);
    assert.match(svg, /<g class="sd-w sd-w5" style="animation-delay:20s"><rect class="sd-trouble sd-trouble-warning"/);
  });

  it('shows breakers on the arrows that they cut, while they are not closed', async () => {
    const design = designOf(text);
    const open = Float64Array.from({ length: playback.frames }, (_, frame) =>
      frame < 30 ? 0 : frame < 40 ? 1 : frame < 42 ? 0.5 : 0,
    );
    const breakers = [
      { from: 'shop', to: 'orders', state: open },
      { from: 'shop', to: 'nowhere', state: open },
    ];
    const drawn = animatedSvg(
      await layout(animatedScene(sceneOf(design), playback, '')),
      { ...playback, breakers },
      'light',
    );
    const told = [
      ...drawn.matchAll(/sd-w(\d+)" style="animation-delay:(\d+)s"><rect[^>]*\/><text[^>]*>(breaker [^<]*)</g),
    ];
    assert.deepEqual(
      told.map(([, frames, at, said]) => `${at} s, ${frames} frames: ${said}`),
      ['10 s, 10 frames: breaker open', '15 s, 2 frames: breaker half open'],
    );
  });

  it('runs the clock from the end of the warm-up to the end of the run', () => {
    const clock = [...svg.matchAll(/<g class="sd-w[^>]*><text x="0" y="13" class="sd-label">([^<]*)</g)].map(
      ([, time]) => time,
    );
    assert.deepEqual([clock.length, clock[0], clock[1], clock.at(-1)], [60, '10 s', '11 s', '1 min 9 s']);
    assert.match(svg, />of 1 min 10 s · 2 × as fast, requests slowed down</);
    assert.ok(svg.includes('animation:30s'));
  });

  it('tells the events in order, lit when they happen', () => {
    const lines = [
      ...svg.matchAll(
        /sd-caption-line sd-lit" style="animation-delay:([\d.]+)s"><text[^>]*>([^<]*)<\/text><text[^>]*>([^<]*)</g,
      ),
    ];
    const told = lines.map(([, delay, time, said]) => `${delay} ${time} ${said}`);
    assert.equal(told[0], '5 20 s orders.leader crashes for 20 s');
    assert.ok(told.includes('15 40 s over: orders.leader crashes'), told.join('\n'));
    assert.deepEqual(
      lines.map(([, delay]) => Number(delay)),
      lines.map(([, delay]) => Number(delay)).sort((one, other) => one - other),
    );
  });

  it('lets the messages of a request follow each other, failures first', () => {
    const view = viewOf(playback);
    const legs = journeys(view, ({ from, to }) => from !== to);
    assert.ok(legs.length > 100);
    const shownRequests = new Set(legs.map(({ message }) => message.request));
    for (const request of shownRequests) {
      const own = legs.filter(({ message }) => message.request === request);
      for (const leg of own) {
        assert.ok(leg.starts >= 0 && leg.starts + leg.lasts <= 30 + 1e-9);
        for (const earlier of own)
          if (earlier.message.arrives <= leg.message.departs)
            assert.ok(earlier.starts + earlier.lasts <= leg.starts + 1e-9);
      }
    }
    const failed = playback.requests.filter(
      ({ outcome, starts }) => outcome === 'failed' && starts > 21 && starts < 24,
    );
    assert.ok(failed.length > 0);
    assert.ok(failed.some(({ number }) => shownRequests.has(number)));
    assert.match(svg, /class="sd-leg sd-e\d+ sd-m[^"]* sd-bad"/);
  });

  it('keeps what a design says as text', () => {
    assert.match(svg, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
    assert.match(svg, /The &lt;leader&gt; dies/);
    const style = /<style>([\s\S]*?)<\/style>/.exec(svg)?.[1] ?? '';
    assert.doesNotMatch(style, /leader|orders|alert/);
  });

  it('draws a run that ended at once, or knows nothing of the scene', async () => {
    const none: Playback = {
      ...playback,
      frames: 1,
      flows: {},
      components: {},
      machines: [],
      requests: [],
      messages: [],
      events: [],
    };
    const scene = animatedScene(sceneOf(designOf(text)), none, 'nothing');
    const drawn = animatedSvg(await layout(scene), none);
    assert.doesNotThrow(() => new Resvg(drawn, { font: { loadSystemFonts: false } }));
    assert.doesNotMatch(drawn, /NaN|Infinity|undefined/);
  });
});

describe('stretches', () => {
  it('joins neighbours that are equal', () => {
    assert.deepEqual(stretches(['a', 'a', undefined, 'a', 'b']), [
      { from: 0, length: 2, value: 'a' },
      { from: 3, length: 1, value: 'a' },
      { from: 4, length: 1, value: 'b' },
    ]);
    assert.deepEqual(stretches([]), []);
  });
});

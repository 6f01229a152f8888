/** The player below the picture: runs, moments, faults by click, counterexamples. */
import assert from 'node:assert/strict';
import { snapshotOf } from '../language/features/marked.js';
import { Bench, type Opened } from './opened.js';

/** A store whose followers are read from: who reads there soon after a write may miss it. */
const store = `design "Store"
region us { zones a, b, c }
link us.a -- us.b { rtt 2 ms }
link us.a -- us.c { rtt 2 ms }
link us.b -- us.c { rtt 2 ms }
data Item { key id  size 1 KB  count 20  requires read_your_writes }
client app "App" { in us  timeout 2 s }
service web "Web" { instances 3  across us  cores 2  work 2 ms }
database items "Items" : postgres {
  stores Item  across us  cores 4
  replicas 3 leader async { elect by consensus timeout 500 ms heartbeat 100 ms  read from any }
}
flow save "Save" { app -> web { write Item to items  read Item from items } }
flow look "Look" { app -> web { read Item from items } }
workload day "Day" { save at 40/s  look at 60/s }
scenario "The leader dies" { run day for 20 s warmup 1 s seed 7
  at 8 s crash items.leader for 5 s }
`;

describe('the player of the preview', () => {
  let bench: Bench;
  let opened: Opened;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench.stop());
  beforeEach(async () => {
    opened = await bench.open(store);
  });
  afterEach(async () => {
    assert.deepEqual(opened.problems, []);
    await opened.page.close();
  });

  /** Opens the player and waits until the whole run is known; then it is paused. */
  const play = async (): Promise<void> => {
    await opened.page.getByRole('button', { name: 'Simulate' }).click();
    await known();
    await opened.page.getByRole('button', { name: 'Pause' }).click();
  };
  const known = () => opened.page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  const seek = (time: number) =>
    opened.page.locator('.player-range').evaluate((range: HTMLInputElement, share) => {
      range.value = String(share * Number(range.max));
      range.dispatchEvent(new Event('input'));
    }, time / 20);
  const picture = () => opened.page.locator('.sd-scene > .sd-live').evaluate((live) => live.outerHTML);
  const machine = (id: string) => opened.page.locator(`.sd-chip[data-machine="${id}"]`);
  const clock = () => opened.page.locator('.player-clock').textContent();

  it('plays to the end, and again from the start', async () => {
    await opened.page.getByRole('button', { name: 'Simulate' }).click();
    await known();
    await opened.page.getByRole('combobox', { name: 'Speed' }).selectOption('20×');
    await opened.page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    assert.equal(await clock(), '20 s of 20 s');
    assert.ok((await opened.page.locator('.player-chart').count()) >= 3);
    await opened.page.getByRole('button', { name: 'Play', exact: true }).click();
    await opened.page.waitForFunction(() =>
      /^[1-9]\S* s of/u.test(document.querySelector('.player-clock')?.textContent ?? ''),
    );
    assert.notEqual(await clock(), '20 s of 20 s');
  });

  it('shows the same at the same moment, whichever way it is come to', async () => {
    await play();
    await seek(6);
    const before = await picture();
    assert.ok((await opened.page.locator('.sd-scene .sd-message').count()) > 0);
    await seek(15);
    assert.notEqual(await picture(), before);
    await seek(0);
    await seek(6);
    assert.equal(await picture(), before);
    await opened.page.getByRole('button', { name: 'One step forward' }).click();
    await opened.page.getByRole('button', { name: 'One step back' }).click();
    assert.match((await clock()) ?? '', /^6 s of/u);
    assert.equal(await picture(), before);
  });

  it('answers what happens when the leader dies', async () => {
    await play();
    await seek(7.9);
    assert.match((await machine('items.leader').getAttribute('class')) ?? '', /is-leader/u);
    await opened.page.locator('.player-event.player-fault').click();
    assert.match((await clock()) ?? '', /^8 s of/u);
    assert.match((await machine('items.leader').getAttribute('class')) ?? '', /sd-is-down/u);
    assert.match((await opened.page.locator('.player-captions').textContent()) ?? '', /items\.leader crashes/u);
    assert.match((await opened.page.locator('.sd-live-pill.is-error').textContent()) ?? '', /no leader/u);
    await opened.page.locator('.player-event.player-election, .player-event.player-failover').last().click();
    const leader = opened.page.locator('.sd-scene .sd-chip.is-leader');
    assert.match((await leader.getAttribute('aria-label')) ?? '', /^items\.replica\.\d, up, leader, term 2/u);
  });

  it('breaks what is clicked from that moment on, and writes that down as a scenario', async () => {
    await play();
    const moments = [2, 5, 6.9];
    const past: string[] = [];
    for (const time of moments) {
      await seek(time);
      past.push(await picture());
    }
    await seek(9);
    const future = await picture();
    await seek(7);
    await machine('web.instance.2').click();
    await opened.page.getByRole('combobox', { name: 'For how long' }).selectOption('5 s');
    await opened.page.getByRole('button', { name: 'Break it', exact: true }).click();
    await opened.page.locator('.player-faults', { hasText: 'at 7 s crash web.instance.2 for 5 s' }).waitFor();
    await known();
    await opened.page.getByRole('button', { name: 'Pause' }).click();
    for (const [at, time] of moments.entries()) {
      await seek(time);
      assert.equal(await picture(), past[at], `${time} s`);
    }
    await seek(9);
    assert.notEqual(await picture(), future);
    assert.match((await machine('web.instance.2').getAttribute('class')) ?? '', /sd-is-down/u);
    await opened.page.getByRole('button', { name: 'Copy as scenario' }).click();
    await opened.page.locator('.player-notice', { hasText: 'end of the design' }).waitFor();
    const said = await opened.heard('insert');
    const { snapshot } = await snapshotOf(`${store}\n${said.text}`);
    const { snapshot: before } = await snapshotOf(store);
    assert.deepEqual(
      snapshot.report.findings.map(({ rule, at }) => [rule, at]),
      before.report.findings.map(({ rule, at }) => [rule, at]),
    );
    assert.equal(snapshot.report.design.scenarios.length, 2);
    // Taken back, it is as it was.
    await opened.page.getByRole('button', { name: /^Take back: at 7 s/u }).click();
    await opened.page.locator('.player-faults').waitFor({ state: 'hidden' });
    await known();
    await seek(9);
    assert.equal(await picture(), future);
  });

  it('plays a counterexample slowly, and names its operations', async () => {
    await play();
    await opened.page.getByRole('tab', { name: /^Violations \(/u }).click();
    await opened.page.getByRole('list', { name: 'Violations' }).getByRole('button').first().click();
    await known();
    const captions = opened.page.locator('.player-captions');
    await captions.locator('p', { hasText: /client \d+ writes Item/u }).waitFor();
    const speed = Number(await opened.page.getByRole('combobox', { name: 'Speed' }).inputValue());
    assert.ok(speed > 0 && speed <= 0.1, `${speed}`);
    await opened.page.locator('.sd-scene .sd-message:not(.is-pale)').first().waitFor();
    await captions.locator('.is-error').waitFor();
  });

  it('moves nothing where the reader wants no motion: arrows have figures', async () => {
    await opened.page.emulateMedia({ reducedMotion: 'reduce' });
    await play();
    await seek(6);
    assert.equal(await opened.page.locator('.sd-scene .sd-message').count(), 0);
    const figures = (await opened.page.locator('.sd-count text').allTextContents()).filter((text) => text !== '');
    assert.ok(figures.length > 0 && figures.every((text) => /^[\d.,]+\/s$/u.test(text)), figures.join());
  });

  it('is played by keys, and reproduced by its seed', async () => {
    await play();
    await seek(6);
    const before = await picture();
    await opened.page.locator('.player-clock').click();
    await opened.page.keyboard.press('ArrowRight');
    assert.notEqual(await clock(), '6 s of 20 s');
    await opened.page.keyboard.press(']');
    assert.equal(await opened.page.getByRole('combobox', { name: 'Speed' }).inputValue(), '1');
    await opened.page.keyboard.press('[');
    for (const seed of ['8', '7']) {
      await opened.page.getByRole('spinbutton', { name: 'Seed' }).fill(seed);
      await opened.page.keyboard.press('Tab');
      await opened.page.getByRole('button', { name: 'Pause' }).waitFor();
      await known();
      await opened.page.getByRole('button', { name: 'Pause' }).click();
      await seek(6);
      assert.equal((await picture()) === before, seed === '7', seed);
    }
  });

  it('opens with the scenario that the editor asks for', async () => {
    await opened.tell({ kind: 'show', id: 'the_leader_dies' });
    await known();
    assert.equal(await opened.page.locator('.player-what').inputValue(), 'the_leader_dies');
  });
});

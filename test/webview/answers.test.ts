import assert from 'node:assert/strict';
import { Bench, type Opened } from './opened.js';

const chat = `design "Chat"
client web { timeout 2 s }
data Message { key id  size 1 KB  count 1M }
service api { instances 2  cores 2  work 8 ms }
database messages : postgres {
  stores Message
  cores 4
  replicas 3 leader async {
    elect by consensus
    read from any
  }
}
flow post { web -> api { write Message to messages } }
flow look { web -> api { read Message from messages } }
workload day { post at 20/s  look at 200/s }
`;

describe('answers of the preview', () => {
  let bench: Bench;
  let opened: Opened;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench.stop());
  beforeEach(async () => {
    opened = await bench.open(chat);
  });
  afterEach(async () => {
    assert.deepEqual(opened.problems, []);
    await opened.page.close();
  });
  const first = async (title: string) => {
    const row = opened.page.getByLabel(title, { exact: true }).locator('li').first();
    await row.waitFor();
    return row.innerText();
  };

  it('stand beside the picture at first, where the page is wide', async () => {
    // 220/s × 8 ms over 4 cores is 44 %.
    assert.match(await first('What breaks first'), /^api\s+full at 2\.27× the load\s+44 % busy now$/u);
    assert.match(
      await first('What may be read stale'),
      /^Message from messages in look\s.*eventual: reads may go to a follower that is behind/su,
    );
    assert.match(
      await first('When a leader dies'),
      /^messages\s+no writes for about \d+ ms\s+may lose the writes of the last [\d.]+ .s: nobody else has them/u,
    );
  });

  it('change with the load', async () => {
    await first('What breaks first');
    await opened.page.getByTitle('Load', { exact: true }).fill('0.3');
    await opened.page.getByText('full at 1.14× the load').waitFor();
  });

  it('lead to the part of the picture, and to all figures', async () => {
    await first('What breaks first');
    await opened.page.getByLabel('What may be read stale').locator('button').first().click();
    await opened.page.locator('.stage .sd-edge-label.is-selected', { hasText: 'read Message' }).waitFor();
    await opened.page.getByRole('button', { name: 'All figures' }).click();
    await opened.page.getByLabel('What saturates first').waitFor();
  });

  it('play the death of a leader', async () => {
    await opened.page.getByRole('button', { name: 'Play it: the leader of messages crashes' }).click();
    await opened.page.getByText(/^at 15 s crash messages\.\w+\.1 for 30 s/u).waitFor();
    await opened.page
      .locator('.player')
      .getByText(/messages\.replica\.\d leads messages after/u)
      .first()
      .waitFor();
  });

  it('count a cache where nobody else keeps what it has', async () => {
    const carts = (store: string, keeps = 'caches') => `client web
      data Cart { key id  size 1 KB  count 1k }
      service api { work 1 ms }
      cache near : redis { ${keeps} Cart  memory 1 GB }
      ${store}
      flow fill { web -> api { write Cart to near  read Cart from near } }
      workload day { fill at 10/s }`;
    await opened.edit(carts(''));
    const near = opened.page.getByLabel('When a leader dies').getByText('near', { exact: true });
    await near.waitFor();
    assert.match(await first('When a leader dies'), /^near\s+down until its machine is back\s+.*los/su);
    await opened.edit(carts('database far : postgres { stores Cart }'));
    await near.waitFor({ state: 'detached' });
    await opened.edit(carts('', 'stores'));
    await near.waitFor();
  });

  it('say what is missing without a workload', async () => {
    await opened.edit('service api { }\n');
    await opened.page.getByText('says how much is asked of the design').waitFor();
  });

  it('stay away from a narrow page until they are asked for', async () => {
    await opened.page.close();
    opened = await bench.open(chat, 'vscode-light', {}, { width: 700, height: 600 });
    await opened.node('messages').waitFor();
    assert.equal(await opened.page.locator('.answers').isVisible(), false);
    await opened.page.getByLabel('Answers, figures and findings').click();
    await first('What breaks first');
  });
});

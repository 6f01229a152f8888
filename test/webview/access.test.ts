/** The page for all who read it: axe's rules, names of parts, contrast in each kind of theme. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.js';
import { Bench, type Opened, type Theme } from './opened.js';

const shop = `design "Shop"
client web { timeout 2 s }
data Order { key id  size 1 KB  count 1M  requires linearizable }
group backend "Backend" {
  service api { instances 2  cores 4  work 5 ms }
  database orders : postgres { stores Order  cores 4  replicas 3 leader async { read from any } }
}
flow buy { web -> api { read Order from orders } }
workload day { buy at 200/s }
expect under day { p99(buy) < 1 ms  availability(buy) > 90% }
`;

/** Colours of the editor's own themes, as it gives them to pages. */
const colours: Readonly<Record<Theme, Readonly<Record<string, string>>>> = {
  'vscode-light': { 'editor-background': '#ffffff', foreground: '#3b3b3b', descriptionForeground: '#3b3b3b' },
  'vscode-dark': { 'editor-background': '#1f1f1f', foreground: '#cccccc', descriptionForeground: '#9d9d9d' },
  'vscode-high-contrast': { 'editor-background': '#000000', foreground: '#ffffff', contrastBorder: '#6fc3df' },
  'vscode-high-contrast-light': { 'editor-background': '#ffffff', foreground: '#292929', contrastBorder: '#0f4a85' },
};

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

describe('access to the preview', () => {
  let bench: Bench;
  let opened: Opened;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench.stop());
  afterEach(() => opened.page.close());

  const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
  const violations = async (): Promise<string[]> => {
    const found = (await opened.page.evaluate(
      '(async () => (await axe.run(document, { resultTypes: ["violations"] })).violations)()',
    )) as readonly Violation[];
    return found.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
    );
  };

  for (const theme of Object.keys(colours) as Theme[])
    it(`breaks none of axe's rules in ${theme}`, async () => {
      opened = await bench.open(shop, theme, colours[theme]);
      await opened.page.evaluate(axe);
      assert.deepEqual(await violations(), [], 'the picture');
      for (const tab of ['Figures', 'Findings', 'Details']) {
        await opened.page.getByRole('tab', { name: tab }).click();
        if (tab === 'Details') await opened.node('orders').click();
        if (tab === 'Details') await opened.page.locator('.details table').first().waitFor();
        assert.deepEqual(await violations(), [], tab);
      }
      await opened.page.getByTitle('Colour by').selectOption('availability');
      await opened.page.getByRole('combobox', { name: 'Find' }).fill('o');
      await opened.page.locator('.found [role=option]').first().waitFor();
      assert.deepEqual(await violations(), [], 'search');
    });

  it('names each part with what it is, does and suffers from', async () => {
    opened = await bench.open(shop);
    const name = (id: string) => opened.node(id).getAttribute('aria-label');
    assert.match(
      (await name('api')) ?? '',
      /^api, service, 2 × 4 cores, .*% busy, in Backend.*\. To orders: read Order 200\/s$/u,
    );
    assert.match((await name('orders')) ?? '', /\d (error|warning|info)/u);
    assert.equal(
      await opened.page.getByRole('button', { name: 'group Backend' }).getAttribute('aria-expanded'),
      'true',
    );
  });

  it('can be left and entered by the tab key: one box of the picture is on its way', async () => {
    opened = await bench.open(shop);
    assert.equal(await opened.page.locator('.sd-node[tabindex="0"]').count(), 1);
  });
});

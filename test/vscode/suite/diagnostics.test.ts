import * as assert from './assert.js';
import { closeAll, codeOf, findings, open, replace, untitled } from './workspace.js';

describe('diagnostics', () => {
  afterEach(closeAll);

  it('appear, at their place, with a link to the rule', async () => {
    const document = await open('quorum.sysdesign');
    const [finding] = await findings(document.uri, (all) => all.length === 1);
    assert.ok(finding !== undefined);
    assert.equal(codeOf(finding), 'stale-quorum');
    assert.equal(document.getText(finding.range), 'replicas 3 leaderless');
    const link = typeof finding.code === 'object' ? finding.code.target.toString(true) : '';
    assert.match(link, /^command:sysdesign\.explain\?/u);
    assert.equal(finding.relatedInformation?.length, 1);
  });

  it('follow the text', async () => {
    const document = await open('quorum.sysdesign');
    await findings(document.uri, (all) => all.length === 1);
    await replace(document, 'write one  read one', 'write quorum  read quorum');
    await findings(document.uri, (all) => all.length === 0);
    await replace(document, 'stores Basket', 'stores Baskte');
    const all = await findings(document.uri, (some) => some.some((one) => codeOf(one) === 'unknown-name'));
    assert.ok(all.length > 0);
  });

  it('come for imports that are not open, and for designs without a file', async () => {
    const shop = await open('shop.sysdesign');
    // The template of the import is known: nothing but the promise that does not hold.
    const all = await findings(shop.uri, (some) => some.some((one) => codeOf(one) === 'latency-objective-missed'));
    assert.deepEqual(all.map(codeOf), ['latency-objective-missed']);
    const loose = await untitled('service api { instances many }');
    await findings(loose.uri, (some) => some.length > 0);
  });
});

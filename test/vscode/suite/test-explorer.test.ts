import * as vscode from 'vscode';
import * as assert from './assert.js';
import { api, at, closeAll, fileUri, open, until } from './workspace.js';

interface Seen {
  readonly label: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly message?: vscode.TestMessage;
}

/** Runs everything below some tests and collects what became of each. */
async function outcomes(include?: vscode.TestItem[], isCancelled = false): Promise<Seen[]> {
  const { controller, profile } = (await api()).expectations;
  const seen: Seen[] = [];
  const create = controller.createTestRun;
  controller.createTestRun = (...args) => {
    const run = create.apply(controller, args);
    run.passed = ({ label }) => void seen.push({ label, outcome: 'passed' });
    run.skipped = ({ label }) => void seen.push({ label, outcome: 'skipped' });
    run.failed = ({ label }, message) => {
      const [first] = Array.isArray(message) ? message : [message];
      seen.push({ label, outcome: 'failed', ...(first === undefined ? {} : { message: first }) });
    };
    return run;
  };
  const source = new vscode.CancellationTokenSource();
  if (isCancelled) source.cancel();
  try {
    await profile.runHandler(new vscode.TestRunRequest(include, undefined, profile), source.token);
  } finally {
    controller.createTestRun = create;
  }
  return seen;
}

async function shopTests(): Promise<vscode.TestItem> {
  const { controller } = (await api()).expectations;
  const id = fileUri('shop.sysdesign').toString();
  const item = await until(
    'the tests of the shop',
    () => controller.items.get(id),
    (found) => found !== undefined,
  );
  assert.ok(item !== undefined);
  return item;
}

describe('Test Explorer', () => {
  afterEach(closeAll);

  it('lists expectations below their blocks', async () => {
    await open('shop.sysdesign');
    const file = await shopTests();
    const groups: string[] = [];
    file.children.forEach((group) => {
      groups.push(`${group.label}: ${group.children.size}`);
    });
    assert.equal(groups.length, 2);
    assert.match(groups[0] ?? '', /: 2$/u);
  });

  it('passes what holds, fails what does not at its line, and says why scenarios are skipped', async () => {
    const document = await open('shop.sysdesign');
    const seen = await outcomes([await shopTests()]);
    assert.deepEqual(
      seen.map(({ outcome }) => outcome),
      ['passed', 'failed', 'skipped'],
    );
    const message = seen[1]?.message;
    assert.match(message?.expectedOutput ?? '', /p99\(look\) < 1 ms/u);
    assert.match(message?.actualOutput ?? '', /\d+(\.\d+)? ms/u);
    assert.equal(message?.location?.range.start.line, at(document, 'p99(look)').line);
  });

  it('stops when cancelled', async () => {
    await open('shop.sysdesign');
    assert.deepEqual(await outcomes([await shopTests()], true), []);
  });
});

import * as vscode from 'vscode';
import * as assert from './assert.js';
import { api, at, closeAll, fileUri, open, textOf, until, untitled } from './workspace.js';

interface Seen {
  readonly label: string;
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'errored';
  readonly message?: vscode.TestMessage;
  readonly messages: readonly vscode.TestMessage[];
}

/** Runs everything below some tests and collects what became of each. */
async function outcomes(
  include?: vscode.TestItem[],
  cancel: (source: vscode.CancellationTokenSource) => void = () => undefined,
): Promise<Seen[]> {
  const { controller, profile } = (await api()).expectations;
  const seen: Seen[] = [];
  const create = controller.createTestRun;
  controller.createTestRun = (...args) => {
    const run = create.apply(controller, args);
    run.passed = ({ label }) => void seen.push({ label, outcome: 'passed', messages: [] });
    run.skipped = ({ label }) => void seen.push({ label, outcome: 'skipped', messages: [] });
    const bad =
      (outcome: Seen['outcome']) =>
      ({ label }: vscode.TestItem, message: vscode.TestMessage | readonly vscode.TestMessage[]) => {
        const messages = Array.isArray(message) ? message : [message];
        const [first] = messages;
        seen.push({ label, outcome, messages, ...(first === undefined ? {} : { message: first }) });
      };
    run.failed = bad('failed');
    run.errored = bad('errored');
    return run;
  };
  const source = new vscode.CancellationTokenSource();
  cancel(source);
  try {
    await profile.runHandler(new vscode.TestRunRequest(include, undefined, profile), source.token);
  } finally {
    controller.createTestRun = create;
  }
  return seen;
}

const shopTests = () => testsOf(fileUri('shop.sysdesign'));

/** The tests of a design, once they are listed. */
async function testsOf(uri: vscode.Uri): Promise<vscode.TestItem> {
  const { controller } = (await api()).expectations;
  const id = uri.toString();
  const item = await until(
    'the tests of a design',
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

  it('passes what holds, and fails what does not at its line', async () => {
    const document = await open('shop.sysdesign');
    const groups: vscode.TestItem[] = [];
    (await shopTests()).children.forEach((group) => void groups.push(group));
    const seen = await outcomes(groups.slice(0, 1));
    assert.deepEqual(
      seen.map(({ outcome }) => outcome),
      ['passed', 'failed'],
    );
    const message = seen[1]?.message;
    assert.match(message?.expectedOutput ?? '', /p99\(look\) < 1 ms/u);
    assert.match(message?.actualOutput ?? '', /\d+(\.\d+)? ms/u);
    assert.equal(message?.location?.range.start.line, at(document, 'p99(look)').line);
  });

  it('stops when cancelled', async () => {
    await open('shop.sysdesign');
    assert.deepEqual(await outcomes([await shopTests()], (source) => source.cancel()), []);
  });
});

/** One scenario of each sort; messages get lost in the first. */
const rehearsal = `design "Rehearsal"
data Job { key id  count 100  requires durable }
data Result { key id }
client app
service api { work 1 ms }
queue jobs : kafka { carries Job  partitions 4 by id  deliver at_most_once }
service worker { instances 4  work 1 ms }
external flaky { work 1 ms  fails 20% }
database done { stores Result  cores 16 }
flow submit { app -> api { publish Job to jobs } }
flow handle { on jobs -> worker { write Result to done  call flaky } }
workload all { submit at 50/s }
scenario short "Jobs get lost" {
  run all for 20 s
  expect mean(submit) < 1 s
  expect lost(Job) == 0
  expect recovery(api) < 1 s
}
scenario smoke { run all for 5 s }
scenario endless { run all for 10 y  expect mean(submit) < 1 s }
`;

async function scenarioOf(document: vscode.TextDocument, id: string): Promise<vscode.TestItem> {
  const { items } = (await api()).expectations.controller;
  const file = document.uri.toString();
  const found = await until(
    `the scenario ${id}`,
    // Closing a document takes its tests away, and another of the same name gets tests of its own.
    () => items.get(file)?.children.get(`${file}#${id}`),
    (item) => item !== undefined,
  );
  assert.ok(found !== undefined);
  return found;
}

describe('scenarios in the Test Explorer', () => {
  afterEach(closeAll);

  it('pass, fail at their line with actual against bound, or are skipped with the reason', async () => {
    const document = await untitled(rehearsal);
    const seen = await outcomes([await scenarioOf(document, 'short')]);
    assert.deepEqual(
      seen.map(({ label, outcome }) => `${outcome} ${label}`),
      ['passed mean(submit) < 1 s', 'failed lost(Job) == 0', 'skipped recovery(api) < 1 s'],
    );
    const message = seen[1]?.message;
    assert.match(message?.expectedOutput ?? '', /^lost\(Job\) == 0$/u);
    assert.match(message?.actualOutput ?? '', /^lost\(Job\) = \d+$/u);
    assert.equal(message?.location?.range.start.line, at(document, 'lost(Job)').line);
    const reasons: (string | undefined)[] = [];
    // A run lists what stands in the text by then.
    (await scenarioOf(document, 'short')).children.forEach(({ description }) => void reasons.push(description));
    assert.equal(reasons[2], 'nothing took api out of service in this run');
  });

  it('offer a counterexample that can be read', async () => {
    const document = await untitled(rehearsal);
    const seen = await outcomes([await scenarioOf(document, 'short')]);
    const link = textOf(seen[1]?.messages[1]?.message);
    const [, words = ''] = /command:sysdesign\.showCounterexample\?([^)]+)\)/u.exec(link) ?? [];
    const args = JSON.parse(decodeURIComponent(words)) as unknown[];
    await vscode.commands.executeCommand('sysdesign.showCounterexample', ...args);
    const shown = () => vscode.window.activeTextEditor?.document;
    const page = await until('the counterexample', shown, (one) => one?.uri.scheme === 'sysdesign-counterexample');
    assert.match(page?.getText() ?? '', /of Job \d+ is gone[\s\S]*publish Job \d+[\s\S]*▶/u);
  });

  it('run to their end where they expect nothing', async () => {
    const document = await untitled(rehearsal);
    const seen = await outcomes([await scenarioOf(document, 'smoke')]);
    assert.deepEqual(
      seen.map(({ label, outcome }) => `${outcome} ${label}`),
      ['passed smoke'],
    );
  });

  it('end when cancelled, and are skipped', async () => {
    const document = await untitled(rehearsal);
    const seen = await outcomes([await scenarioOf(document, 'endless')], (source) =>
      setTimeout(() => source.cancel(), 1000),
    );
    assert.deepEqual(
      seen.map(({ outcome }) => outcome),
      ['skipped'],
    );
  });

  it('say what keeps them from running', async () => {
    const document = await untitled(rehearsal.replace('work 1 ms', 'work 1 mss').replace('short', 'mistaken'));
    const seen = await outcomes([await scenarioOf(document, 'mistaken')]);
    assert.deepEqual([...new Set(seen.map(({ outcome }) => outcome))], ['errored']);
    assert.match(textOf(seen[0]?.message?.message), /^The text has mistakes, line 5: /u);
  });

  it('are run by the lens above them', async () => {
    const document = await untitled(rehearsal);
    const scenario = await scenarioOf(document, 'short');
    const { controller } = (await api()).expectations;
    const create = controller.createTestRun;
    let failed = 0;
    controller.createTestRun = (...args) => {
      const run = create.apply(controller, args);
      run.failed = () => void failed++;
      return run;
    };
    try {
      await vscode.commands.executeCommand('sysdesign.runScenario', document.uri.toString(), 'short');
    } finally {
      controller.createTestRun = create;
    }
    assert.deepEqual([failed, scenario.label], [1, 'Jobs get lost']);
  });
});

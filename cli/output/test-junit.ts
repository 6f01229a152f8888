/**
 * Tests as JUnit XML, in the dialect that continuous integration reads: one suite per `expect` block and scenario.
 *
 * What is undecided counts as an error of its test, or as skipped where that is allowed; mistakes of a text are errors too.
 */

import { detailsOf, diagramOf, repeatCommand } from './test-details.js';
import type { TestCase, TestedFile, TestGroup, TestOutput } from './test-json.js';
import { harmless, textWidth } from './text-width.js';
import { type Element, xmlDocument } from './xml.js';

type Times = ReadonlyMap<TestGroup, number>;

/** The whole report. */
export function testJunit(output: TestOutput, times: Times, allowsUndecided: boolean): string {
  const suites = output.files.flatMap((file) => [
    ...mistakes(file),
    ...file.groups.map((group) => suite(file, group, times.get(group) ?? 0, allowsUndecided)),
  ]);
  const children = suites.map(({ element }) => element);
  const all = suites.reduce((sum, { counts }) => added(sum, counts), none);
  const time = [...times.values()].reduce((sum, one) => sum + one, 0);
  return xmlDocument({
    name: 'testsuites',
    attributes: { name: 'sysdesign', ...all, time: time.toFixed(3) },
    children,
  });
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}
const none: Counts = { tests: 0, failures: 0, errors: 0, skipped: 0 };

const added = (one: Counts, other: Counts): Counts => ({
  tests: one.tests + other.tests,
  failures: one.failures + other.failures,
  errors: one.errors + other.errors,
  skipped: one.skipped + other.skipped,
});

interface Suite {
  readonly element: Element;
  readonly counts: Counts;
}

function mistakes({ file, mistakes: all }: TestedFile): Suite[] {
  if (all.length === 0) return [];
  const counts = { ...none, tests: all.length, errors: all.length };
  const children = all.map(({ rule, message, file: at, range }): Element => {
    const place = `${at}:${range.start.line}:${range.start.column}`;
    return {
      name: 'testcase',
      attributes: { name: `${place} ${rule}`, classname: file, file: at, line: range.start.line, time: '0.000' },
      children: [{ name: 'error', attributes: { message, type: rule }, children: [`${place}: ${message}`] }],
    };
  });
  return [{ element: { name: 'testsuite', attributes: { name: `${file}: mistakes`, ...counts }, children }, counts }];
}

function suite(file: TestedFile, group: TestGroup, seconds: number, allowsUndecided: boolean): Suite {
  const { tests, title, run } = group;
  const of = (status: TestCase['status']) => tests.filter((one) => one.status === status).length;
  const open = of('undecided');
  const counts = {
    tests: tests.length,
    failures: of('failed'),
    errors: allowsUndecided ? 0 : open,
    skipped: allowsUndecided ? open : 0,
  };
  const seeds = run === null ? [] : [{ name: 'property', attributes: { name: 'seeds', value: run.seeds.join(' ') } }];
  const children: Element[] = [
    ...(seeds.length === 0 ? [] : [{ name: 'properties', attributes: {}, children: seeds }]),
    // The run decides all of them together.
    ...tests.map((one, i) => testCase(file, group, one, i === 0 ? seconds : 0, allowsUndecided)),
  ];
  const attributes = { name: `${file.file}: ${title}`, ...counts, time: seconds.toFixed(3), file: group.file };
  return { element: { name: 'testsuite', attributes, children }, counts };
}

function testCase(
  file: TestedFile,
  group: TestGroup,
  one: TestCase,
  seconds: number,
  allowsUndecided: boolean,
): Element {
  const attributes = {
    name: one.title,
    classname: `${file.file}: ${group.title}`,
    file: one.file,
    line: one.range.start.line,
    time: seconds.toFixed(3),
  };
  if (one.status === 'passed') return { name: 'testcase', attributes };
  const name = one.status === 'failed' ? 'failure' : allowsUndecided ? 'skipped' : 'error';
  const text = [
    `${one.file}:${one.range.start.line}:${one.range.start.column}`,
    one.message,
    ...detailsOf(one, group),
    ...diagramOf(one, group, { width: 100, measure: textWidth, harmless }),
    repeatCommand(file, group),
  ].join('\n');
  const type = one.status === 'failed' ? 'missed' : 'undecided';
  return {
    name: 'testcase',
    attributes,
    children: [
      { name, attributes: { message: one.message, ...(name === 'skipped' ? {} : { type }) }, children: [text] },
    ],
  };
}

import type { Expectation, Fault, Scenario, Target } from '../../design/design.js';
import type { Dimension } from '../../design/units.js';

/** A scenario in the words of the language, ready to be pasted into a file; reading it gives the same scenario. */
export function scenarioText(scenario: Scenario): string {
  const { id, title, workload = '', duration, warmup, seed, faults, expectations } = scenario;
  const run = [
    `run ${workload} for ${time(duration)}`,
    ...(warmup === undefined ? [] : [`warmup ${time(warmup)}`]),
    ...(seed === undefined ? [] : [`seed ${plain(seed)}`]),
  ];
  const lines = [run.join(' '), ...faults.map(faultText), ...expectations.map(expectationText)];
  return `scenario ${id} ${quoted(title)} {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
}

function faultText(fault: Fault): string {
  const lasts = fault.duration === undefined ? '' : ` for ${time(fault.duration)}`;
  return `at ${time(fault.at)} ${whatText(fault)}${lasts}`;
}

function whatText(fault: Fault): string {
  switch (fault.kind) {
    case 'slow':
      return `slow ${name(fault.target)} ${plain(fault.factor)}x`;
    case 'fail':
      return `fail rate ${share(fault.share)} of ${name(fault.target)}`;
    case 'skew_clock':
      return `skew clock of ${name(fault.target)} by ${time(fault.by)}`;
    case 'lose':
      return `lose ${fault.target.to.includes('.') ? 'zone' : 'region'} ${name(fault.target)}`;
    case 'partition':
      return `partition ${name(fault.between[0])} from ${name(fault.between[1])}`;
    case 'drop':
      return `drop ${share(fault.share)} between ${name(fault.between[0])} and ${name(fault.between[1])}`;
    case 'surge':
      return `surge ${plain(fault.factor)}x${fault.flow === undefined ? '' : ` of ${fault.flow}`}`;
    default:
      return `${fault.kind} ${name(fault.target)}`;
  }
}

function expectationText({ measure, of, comparison, bound }: Expectation): string {
  const things = of.map(({ to }) => to).join(', ');
  return `expect ${measure}(${things}) ${comparison} ${quantity(bound.value, bound.dimension)}`;
}

const name = ({ to, part, number }: Target): string =>
  [to, part, number].filter((word) => word !== undefined).join('.');

/** Exactly the number that reading it gives, in the unit of its dimension. */
function quantity(value: number, dimension: Dimension): string {
  switch (dimension) {
    case 'time':
      return time(value);
    case 'ratio':
      return share(value);
    case 'size':
      return `${plain(value)} B`;
    case 'rate':
      return `${plain(value)}/s`;
    case 'bandwidth':
      return `${plain(value)} B/s`;
    case 'price':
      return `${plain(value)} USD/s`;
    default:
      return plain(value);
  }
}

/** Milliseconds where that needs no fraction, as people write it. */
function time(value: number): string {
  const thousandths = Math.round(value * 1000);
  const isShort = Math.abs(value) < 1 && thousandths !== 0 && thousandths / 1000 === value;
  return isShort ? `${plain(thousandths)} ms` : `${plain(value)} s`;
}

/** A share as a percentage where that is exactly the same. */
function share(value: number): string {
  const percent = Number((value * 100).toPrecision(12));
  return percent / 100 === value ? `${plain(percent)}%` : plain(value);
}

const plain = (value: number): string => String(value);

const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** `sysdesign estimate`: load, latency and capacity of a design under its workloads. */
import { Option } from 'commander';
import type { Design } from '../analyzer/design/design.js';
import type { Estimate } from '../analyzer/estimate/estimate.js';
import type { Override } from '../language/lower/override.js';
import type { Register, Session } from './command.js';
import { type ExitStatus, exit } from './failure.js';
import { factor } from './scale.js';
import { openWith, setting } from './set.js';

interface EstimateOptions {
  readonly workload?: string;
  readonly set?: readonly Override[];
  readonly format: 'pretty' | 'json';
  readonly scale?: number;
  readonly sensitivity?: true;
}

export const registerEstimate: Register = (program, run) => {
  program
    .command('estimate')
    .description('compute load, latency, capacity and availability, and check expectations')
    .argument('<file>', 'the design')
    .option('-w, --workload <name>', 'only this workload')
    .option('--set <setting>', 'a setting of a component for this time, e.g. chat.instances=20', setting)
    .option('--scale <factor>', 'multiply every load, e.g. 2x', factor)
    .option('--sensitivity', 'also say which settings move the p99 of a flow most')
    .addOption(
      new Option('-f, --format <format>', 'how figures are printed').choices(['pretty', 'json']).default('pretty'),
    )
    .addHelpText(
      'after',
      [
        '',
        'Examples:',
        '  sysdesign estimate checkout.sysdesign',
        '  sysdesign estimate checkout.sysdesign --workload evening --scale 2x',
        '  sysdesign estimate checkout.sysdesign --workload evening --sensitivity',
        '  sysdesign estimate checkout.sysdesign --workload evening --format json',
        '',
        'JSON is in SI units; a figure that does not exist is null, with its reason beside it.',
        'Several workloads come as { "workloads": […] }, one as it is.',
      ].join('\n'),
    )
    .action((file: string, options: EstimateOptions) => run((session) => estimate(file, options, session)));
};

async function estimate(path: string, options: EstimateOptions, session: Session): Promise<ExitStatus> {
  const { chooseWorkload, workloadsOf } = await import('./workloads.js');
  const { warnAboutMistakes } = await import('./mistakes.js');
  const { estimate: compute } = await import('../analyzer/estimate/estimate-workload.js');
  const design = await openWith(path, options.set);
  const hasMistakes = warnAboutMistakes(design, session);
  const system = design.report.design;
  const ids = options.workload === undefined ? workloadsOf(system, path) : [chooseWorkload(system, options.workload)];
  const { scale } = options;
  const known = scale === undefined ? design.report.facts.estimates : [];
  const plain = ids.map(
    (id) => known.find(({ workload }) => workload === id) ?? compute(system, id, scale === undefined ? {} : { scale }),
  );
  const estimates = options.sensitivity === true ? await withSensitivity(plain, system, scale) : plain;
  if (options.format === 'json') {
    const { estimateJson } = await import('./output/estimate-json.js');
    session.write(estimateJson(estimates, options.workload !== undefined));
  } else {
    const { estimateText } = await import('./output/estimate-text.js');
    const parts = estimates.map((one) => estimateText(one, system, session.terminal, scale));
    session.write(`${parts.join('\n\n\n')}\n`);
  }
  const isMissed = estimates.some(({ expectations }) => expectations.some(({ holds }) => holds === false));
  return isMissed || hasMistakes ? exit.findings : exit.holds;
}

async function withSensitivity(
  estimates: readonly Estimate[],
  design: Design,
  scale: number | undefined,
): Promise<readonly Estimate[]> {
  const { sensitivities } = await import('../analyzer/estimate/sensitivity.js');
  return estimates.map((one) => ({ ...one, sensitivity: sensitivities(design, one, scale) }));
}

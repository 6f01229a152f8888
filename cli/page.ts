/** `export --format html`: the page of the preview in one file, with the design in it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookup } from '../analyzer/design/lookup.js';
import { operations } from '../analyzer/flow/operations.js';
import { arrowsOf } from '../diagram/scene/arrows.js';
import { plainText } from '../diagram/text/plain-text.js';
import { drawable } from '../language/features/drawable.js';
import { described } from '../language/features/hover/described.js';
import type { Snapshot } from '../language/features/snapshot.js';
import { defaultSettings } from '../language/protocol.js';
import { Failure } from './failure.js';
import { packageFolder } from './files/manual.js';
import type { OpenDesign } from './files/open-design.js';
import { pinsOfDesign } from './files/pins.js';
import { pageHtml } from './output/page-html.js';
import type { PictureOptions } from './picture.js';
import { chooseDiagram, chooseWorkload } from './workloads.js';

/** The file. */
export function page(design: OpenDesign, options: PictureOptions, warn: (warning: string) => void): string {
  const system = design.report.design;
  const diagram = options.diagram === undefined ? undefined : chooseDiagram(system, options.diagram);
  const workload = options.workload === undefined ? diagram?.workload : chooseWorkload(system, options.workload);
  const snapshot = snapshotOf(design, workload);
  return pageHtml({
    title: plainText(diagram?.title ?? system.name),
    theme: options.theme,
    script: bundle('preview.js'),
    style: bundle('preview.css'),
    engine: bundle('preview-engine.js'),
    simulation: bundle('preview-simulation.js'),
    data: {
      drawable: drawable(snapshot),
      descriptions: descriptionsOf(snapshot),
      ...(options.pins === false ? {} : { places: pinsOfDesign(design.name, system, warn) }),
      state: { ...(diagram === undefined ? {} : { diagram: diagram.id }) },
    },
  });
}

/** Descriptions in a page at most: under other workloads than the first, large designs have none. */
const MOST_DESCRIPTIONS = 2000;

/** What is said of each part that a picture can show, as Markdown: by workload, the one that is shown first, and by id. */
function descriptionsOf(snapshot: Snapshot): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const { design } = snapshot.report;
  const ids = [
    ...[design.components, design.groups, design.flows, design.data, design.workloads].flatMap((parts) =>
      parts.map(({ id }) => id),
    ),
    ...arrowsOf(design, operations(design.flows, lookup(design))).flatMap(({ about }) => about),
  ];
  const shown = drawable(snapshot).estimate?.workload;
  const others = design.workloads.map(({ id }) => id).filter((id) => id !== shown);
  const room = Math.max(1, Math.floor(MOST_DESCRIPTIONS / ids.length));
  return Object.fromEntries(
    [shown, ...others].slice(0, room).map((workload) => {
      const said = [...new Set(ids)].map(
        (id) => [id, described(snapshot, [id], workload === undefined ? {} : { workload })] as const,
      );
      return [
        workload ?? '',
        Object.fromEntries(said.filter((one): one is readonly [string, string] => one[1] !== undefined)),
      ];
    }),
  );
}

/** The design as the features of the editor see it, alone in the world. */
function snapshotOf({ report, again }: OpenDesign, workload = ''): Snapshot {
  const file = report.workspace.entry;
  return {
    uri: file.uri,
    version: 0,
    isFence: false,
    settings: { ...defaultSettings, workload },
    manual: undefined,
    clientShows: false,
    file,
    report,
    family: () => [],
    address: (path) => path,
    config: { path: '', text: undefined },
    document: (uri) => ({ uri, version: null }),
    again,
    all: () => [],
    others: () => [],
  };
}

/** A bundle, which lies beside that of the command. */
function bundle(name: string): string {
  const file = join(packageFolder, 'dist', name);
  if (!existsSync(file)) throw new Failure(`This installation has no ${name}, which pages need.`);
  return readFileSync(file, 'utf8');
}

/** Writes the JSON schemas of everything that the command publishes or reads, from the types that make it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createGenerator } from 'ts-json-schema-generator';
import { root } from './set-up.mjs';

/** File of `schemas/` by the type it describes. */
const published = [
  {
    file: 'check.schema.json',
    source: 'cli/output/check-json.ts',
    type: 'CheckOutput',
    title: 'Output of sysdesign check --format json',
  },
  {
    file: 'config.schema.json',
    source: 'language/config/config.ts',
    type: 'ConfigFile',
    title: 'sysdesign.json: the configuration of a workspace',
  },
  {
    file: 'design.schema.json',
    source: 'diagram/export/json.ts',
    type: 'DesignOutput',
    title: 'Output of sysdesign export --format json',
  },
  {
    file: 'estimate.schema.json',
    source: 'cli/output/estimate-json.ts',
    type: 'EstimateOutput',
    title: 'Output of sysdesign estimate --format json',
  },
  {
    file: 'layout.schema.json',
    source: 'diagram/layout/pins-file.ts',
    type: 'PinsFile',
    title: 'NAME.layout.json: places that were chosen by hand',
  },
  {
    file: 'playback.schema.json',
    source: 'cli/output/playback-json.ts',
    type: 'PlaybackOutput',
    title: 'File that sysdesign simulate --playback writes',
  },
  {
    file: 'test.schema.json',
    source: 'cli/output/test-json.ts',
    type: 'TestOutput',
    title: 'Output of sysdesign test --format json',
  },
  {
    file: 'simulation.schema.json',
    source: 'cli/output/simulation-json.ts',
    type: 'SimulationOutput',
    title: 'Output of sysdesign simulate --format json',
  },
];

/** The text of every schema by its file name. */
export function schemas() {
  return new Map(
    published.map(({ file, source, type, title }) => {
      const generator = createGenerator({
        path: join(root, source),
        tsconfig: join(root, 'cli/tsconfig.json'),
        type,
        // The project's own compiler has checked the types already.
        skipTypeCheck: true,
        topRef: false,
        additionalProperties: false,
        sortProps: false,
      });
      const { $schema, ...schema } = generator.createSchema(type);
      return [file, `${JSON.stringify({ $schema, title, ...schema }, undefined, 2)}\n`];
    }),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  mkdirSync(join(root, 'schemas'), { recursive: true });
  for (const [file, text] of schemas()) writeFileSync(join(root, 'schemas', file), text);
}

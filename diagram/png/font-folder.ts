/** Where the bundled font lies as TrueType files. */
/// <reference types="node" />
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of `inter-regular.ttf` and `inter-semibold.ttf`. Sources and builds lie in folders of different depth; it is looked for upwards. */
export function fontFolder(): string | undefined {
  let from = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    for (const folder of ['fonts', join('diagram', 'png', 'fonts')])
      if (existsSync(join(from, folder, 'inter-regular.ttf'))) return join(from, folder);
    const up = dirname(from);
    if (up === from) return undefined;
    from = up;
  }
}

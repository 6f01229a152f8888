/** The version of the package. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Read from the package's manifest, so that it is said in one place. */
export function version(packageFolder: string): string {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
    const found =
      typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : undefined;
    return typeof found === 'string' ? found : 'unknown';
  } catch {
    return 'unknown';
  }
}

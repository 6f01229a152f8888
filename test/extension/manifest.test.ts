/** The manifest of the extension says what the extension does. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../../language/check.js';
import { defaultSettings } from '../../language/protocol.js';
import { root } from '../root.js';

interface Manifest {
  readonly version: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly activationEvents: readonly string[];
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> };
    readonly walkthroughs: readonly { readonly steps: readonly { readonly description: string }[] }[];
  };
}
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const { contributes } = manifest;
const commands = contributes.commands.map(({ command }) => command);

describe('manifest of the extension', () => {
  it('names the settings that the server reads, with their defaults', () => {
    const leaves = (value: object, path: string): [string, unknown][] =>
      Object.entries(value).flatMap(([key, one]): [string, unknown][] =>
        typeof one === 'object' ? leaves(one as object, `${path}.${key}`) : [[`${path}.${key}`, one]],
      );
    const said = Object.entries(contributes.configuration.properties)
      .filter(([key]) => key !== 'sysdesign.trace.server')
      .map(([key, { default: value }]) => [key, value]);
    assert.deepEqual(Object.fromEntries(said), Object.fromEntries(leaves(defaultSettings, 'sysdesign')));
  });

  it('names the commands that there are, in one category', () => {
    const folder = join(root, 'extension', 'commands');
    const ids = readdirSync(folder)
      .map((file) => /id: '(sysdesign\.\w+)'/u.exec(readFileSync(join(folder, file), 'utf8'))?.[1])
      // A lens or a link alone asks for them.
      .filter((id) => id !== undefined && !/\.(runScenario|showCounterexample|showMe)$/u.test(id));
    assert.deepEqual([...commands].sort(), ids.sort());
    assert.ok(contributes.commands.every(({ category }) => category === 'sysdesign'));
    for (const { command } of Object.values(contributes.menus).flat()) assert.ok(commands.includes(command), command);
  });

  it('links commands that there are from its walkthrough, of at most six steps', () => {
    const steps = contributes.walkthroughs.flatMap((one) => one.steps);
    assert.ok(steps.length <= 6);
    for (const { description } of steps)
      for (const [, id = ''] of description.matchAll(/command:(sysdesign\.\w+)/gu))
        assert.ok(commands.includes(id), id);
  });

  it('is activated by languages, and by panels of an earlier session', () => {
    assert.ok(manifest.activationEvents.every((event) => /^(onLanguage|onWebviewPanel):/u.test(event)));
  });

  it('asks for the VS Code whose types it was compiled with', () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
  });

  it('offers every example that stands alone as a template', () => {
    const source = readFileSync(join(root, 'extension/commands/new-design.ts'), 'utf8');
    const offered = [...(/const examples = \[([^\]]*)\]/u.exec(source)?.[1] ?? '').matchAll(/'([^']+)'/gu)];
    const alone = readdirSync(join(root, 'examples'))
      .filter((file) => file.endsWith('.sysdesign'))
      .filter((file) => {
        const text = readFileSync(join(root, 'examples', file), 'utf8');
        return !/^import\b/mu.test(text) && /^flow\b/mu.test(text);
      });
    assert.deepEqual(
      offered.map((match) => `${match[1]}.sysdesign`),
      alone,
    );
  });

  it('offers a first design without findings', () => {
    const findings = (text: string) => check('/a.sysdesign', () => text, '/').findings;
    assert.deepEqual(findings(readFileSync(join(root, 'extension/templates/first-design.sysdesign'), 'utf8')), []);
  });

  it('names files that are there', () => {
    const named = JSON.stringify(contributes).matchAll(/"((?:\.\/)?(?:extension|schemas)\/[^"]+)"/gu);
    for (const [, path = ''] of named) assert.ok(existsSync(join(root, path)), path);
  });
});

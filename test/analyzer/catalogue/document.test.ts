/** The manual's pages about the catalogue: generated parts are current, examples are good designs. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  componentPage,
  componentPagePath,
  settingsPage,
  technologiesPage,
} from '../../../analyzer/catalogue/document.js';
import { kinds } from '../../../analyzer/catalogue/kinds/index.js';
import { settings } from '../../../analyzer/catalogue/settings/index.js';
import { technologies } from '../../../analyzer/catalogue/technologies/index.js';
import { check } from '../../../language/check.js';
import { announced, fences, withoutAnnouncements } from '../../docs/page.js';
import { lowerText } from '../../language/check.js';
import { root } from '../../root.js';

const folder = join(root, 'docs');
const pageOf = (path: string): string => readFileSync(join(folder, path), 'utf8');

describe('docs/components', () => {
  it('has one page per kind, and no other', () => {
    const pages = readdirSync(join(folder, 'components')).map((name) => `components/${name}`);
    assert.deepEqual(pages.sort(), kinds.map(({ id }) => componentPagePath(id)).sort());
  });

  for (const { id } of kinds) {
    const path = componentPagePath(id);
    describe(path, () => {
      const page = pageOf(path);
      const designs = fences(join(folder, path));

      it('is current: `npm run docs` changes nothing', () => assert.equal(page, componentPage(page, id)));

      it('is named after its kind and shows one of it', () => {
        assert.ok(page.startsWith(`# ${id}\n`));
        assert.ok(designs.some(({ text }) => new RegExp(`^${id} `, 'm').test(text)));
      });

      for (const { line, text } of designs) {
        it(`has a design at line ${line} with just the findings it announces`, () => {
          const design = withoutAnnouncements(text);
          const report = check('design.sysdesign', (file) => (file === 'design.sysdesign' ? design : undefined), '');
          const found = report.findings.map(
            (finding) => `${finding.range.start.line} ${finding.severity} ${finding.rule}`,
          );
          const expected = announced(text).map((one) => `${one.line} ${one.severity} ${one.rule}`);
          assert.deepEqual(
            found.sort(),
            expected.sort(),
            report.findings.map(({ rule, message }) => `${rule}: ${message}`).join('\n'),
          );
        });
      }
    });
  }

  it('leaves a page without a place for the table alone', () =>
    assert.equal(componentPage('# cache\n', 'cache'), undefined));
});

describe('docs/settings.md', () => {
  it('is current: `npm run docs` changes nothing', () => assert.equal(pageOf('settings.md'), settingsPage()));

  it('is where the pages of the kinds point to', () => {
    const anchors = new Set(
      [...settingsPage().matchAll(/^## (.+)$/gm)].map((match) => (match[1] ?? '').toLowerCase().replaceAll(' ', '-')),
    );
    for (const { id } of kinds) {
      for (const [, anchor] of pageOf(componentPagePath(id)).matchAll(/settings\.md#([^)]+)/g))
        assert.ok(anchors.has(anchor ?? ''), `${id}: #${anchor}`);
    }
  });
});

describe('docs/technologies.md', () => {
  it('is current: `npm run docs` changes nothing', () => assert.equal(pageOf('technologies.md'), technologiesPage()));
  it('has every technology', () => {
    for (const { id } of technologies) assert.ok(technologiesPage().includes(`(\`${id}\`)`), id);
  });
});

/** A design in which a setting of `kind` may stand. */
function around(kind: string, line: string): string {
  switch (kind) {
    case 'data':
      return `data X { key k ${line} }`;
    case 'link':
      return `region a { } region b { } link a -- b { ${line} }`;
    case 'replicas':
      return `database x { replicas 3 leader sync { ${line} } }`;
    case 'shards':
      return `database x { shards 4 by hash(k) { ${line} } }`;
    case 'wal':
      return `database x { wal sync { ${line} } }`;
    case 'breaker':
      return `service x { breaker { ${line} } }`;
    case 'materialized_view':
      return `queue q\nmaterialized_view x from q { ${line} }`;
    default:
      return `${kind} x { ${line} }`;
  }
}

describe('examples of settings', () => {
  for (const spec of settings) {
    it(`${spec.example}: may stand wherever it is said to`, () => {
      for (const kind of spec.of) {
        // What the example names is declared elsewhere.
        const { said } = lowerText(`queue failed\n${around(kind, spec.example)}`);
        assert.deepEqual(said, [], kind);
      }
    });
  }
});

/** The walls of the house: which folder may import which, and why. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { root } from '../root.js';

interface Wall {
  readonly folder: string;
  /** Folders and files of ours it may import besides itself. */
  readonly ours: readonly string[];
  /** Packages; `node:` stands for every Node module. */
  readonly packages: readonly string[];
  readonly because: string;
}

const walls: readonly Wall[] = [
  {
    folder: 'analyzer',
    ours: [],
    packages: ['pure-rand', 'fastest-levenshtein'],
    because: 'the analyzer is pure: a design in, facts out, the same in Node, a worker and a browser',
  },
  {
    folder: 'language',
    ours: ['analyzer'],
    packages: [
      'langium',
      'chevrotain',
      'fastest-levenshtein',
      'vscode-languageserver',
      'vscode-languageserver-protocol',
      'vscode-languageserver-types',
      'vscode-uri',
      'vscode-languageserver-textdocument',
    ],
    because: 'the language runs in a server process or a worker and knows neither VS Code nor files',
  },
  {
    folder: 'language/main',
    ours: ['language'],
    packages: ['vscode-languageserver', 'vscode-uri', 'node:'],
    because: 'the mains of the server join it with its host: a process or a worker',
  },
  {
    folder: 'diagram',
    ours: ['analyzer'],
    packages: ['elkjs'],
    because: 'pictures are made from designs alone, in Node and in the webview',
  },
  {
    folder: 'diagram/png',
    ours: ['analyzer', 'diagram'],
    packages: ['@resvg/resvg-js', 'node:'],
    because: 'raster images need native code, which only Node has',
  },
  {
    folder: 'diagram/pdf',
    ours: ['analyzer', 'diagram'],
    packages: ['pdfkit', 'node:'],
    because:
      'pages are written by a library of the command line alone, and letters of other fonts are outlined by native code',
  },
  {
    folder: 'cli',
    ours: ['analyzer', 'language', 'diagram'],
    packages: ['commander', 'picocolors', 'node:'],
    because: 'the command joins everything but VS Code',
  },
  {
    folder: 'extension',
    ours: ['language/protocol.js', 'language/config/pins.js', 'diagram'],
    packages: ['vscode', 'vscode-languageclient', 'node:'],
    because:
      'the extension shows what the server knows: of the language it knows the protocol, and the file of places that it writes itself',
  },
  {
    folder: 'extension/webview',
    ours: ['language/protocol.js', 'language/config/pins.js', 'diagram'],
    packages: ['d3-selection', 'd3-zoom'],
    because: 'the page runs in any browser, also without an editor around it: it knows neither VS Code nor Node',
  },
  {
    folder: 'extension/webview/engine',
    ours: ['analyzer', 'diagram', 'language/protocol.js'],
    packages: [],
    because: 'the worker of the page draws and estimates anew while the reader moves a slider, so it alone computes',
  },
  {
    folder: 'extension/webview/simulation',
    ours: ['analyzer', 'extension/webview'],
    packages: [],
    because: 'the second worker of the page plays runs, so that drawing never waits for one',
  },
  {
    folder: 'extension/webview/player',
    ours: ['analyzer', 'diagram', 'extension/webview', 'language/protocol.js'],
    packages: ['uplot'],
    because: 'the player shows what the simulator recorded, and says moments and figures in the words of the analyzer',
  },
];

describe('import directions', () => {
  for (const wall of walls) {
    it(`${wall.folder} imports ${wall.ours.join(', ') || 'nothing of ours'}: ${wall.because}`, () => {
      const broken = sources(wall.folder).flatMap((file) =>
        imports(file)
          .filter((name) => !allowed(wall, file, name))
          .map((name) => `${relative(root, file)} imports ${name}`),
      );
      assert.deepEqual(broken, []);
    });
  }

  it('analyzer and language use no clock and no unseeded randomness', () => {
    const pattern = /\b(Date\.now|new Date\(|Math\.random|performance\.now)\b/;
    const broken = ['analyzer', 'language', 'diagram'].flatMap(sources).filter((file) => pattern.test(code(file)));
    assert.deepEqual(
      broken.map((file) => relative(root, file)),
      [],
    );
  });
});

function sources(folder: string): string[] {
  const nested = walls.filter((wall) => wall.folder.startsWith(`${folder}/`)).map((wall) => join(root, wall.folder));
  const visit = (path: string): string[] =>
    readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
      const full = join(path, entry.name);
      if (entry.isDirectory()) return nested.includes(full) || entry.name === 'generated' ? [] : visit(full);
      return entry.name.endsWith('.ts') ? [full] : [];
    });
  return visit(join(root, folder));
}

/** The file without comments, so that prose about imports does not count. */
function code(file: string): string {
  return readFileSync(file, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '');
}

function imports(file: string): string[] {
  const found = code(file).matchAll(
    /^\s*(?:import|export)\b[^'";]*?from\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|^\s*import\s+'([^']+)'/gm,
  );
  return [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function allowed(wall: Wall, file: string, name: string): boolean {
  if (!name.startsWith('.')) {
    return wall.packages.some((pack) =>
      pack === 'node:' ? name.startsWith('node:') : name === pack || name.startsWith(`${pack}/`),
    );
  }
  const target = relative(root, resolve(dirname(file), name))
    .split('\\')
    .join('/');
  return [wall.folder, ...wall.ours].some((place) => target === place || target.startsWith(`${place}/`));
}

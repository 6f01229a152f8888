/** `sysdesign export`: the picture of a design, or its text in another notation. */
import { extname, resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import type { Register, Session } from './command.js';
import { type ExitStatus, exit, Failure } from './failure.js';
import type { OpenDesign } from './files/open-design.js';
import type { PictureOptions } from './picture.js';

const formats = ['svg', 'png', 'pdf', 'html', 'json', 'mermaid', 'dot'] as const;
type Format = (typeof formats)[number];

/** Formats that are no text; they are made from the SVG. */
const binary = [
  { id: 'png', extensions: ['png'] },
  { id: 'pdf', extensions: ['pdf'] },
] as const;
const isBinary = (format: Format): format is 'png' | 'pdf' => binary.some(({ id }) => id === format);

interface ExportOptions {
  readonly output?: string;
  readonly format?: Format;
  readonly diagram?: string;
  readonly theme: 'light' | 'dark' | 'auto';
  readonly workload?: string;
  readonly scale?: number;
  readonly watch?: true;
  readonly animate?: string;
  readonly pins: boolean;
}

export const registerExport: Register = (program, run) => {
  program
    .command('export')
    .description('draw a design, or write it in another notation')
    .argument('<file>', 'the design')
    .option(
      '-o, --output <file>',
      'file to write; its ending chooses the format (.svg .png .pdf .html .json .mmd .dot)',
    )
    .addOption(new Option('-f, --format <format>', 'format, also for standard output').choices(formats))
    .option('-d, --diagram <name>', 'only what this `diagram` declaration shows')
    .addOption(
      new Option('-t, --theme <theme>', 'colours; auto follows the reader’s system')
        .choices(['light', 'dark', 'auto'])
        .default('auto'),
    )
    .option('-w, --workload <name>', 'workload whose load and rates are shown; the first when not said')
    .option('--scale <number>', 'pixels per point of a PNG; default 2', pixels)
    .option('--no-pins', 'leave out the places that NAME.layout.json beside the design gives')
    .option('--animate <scenario>', 'play this scenario and draw what happens, as an SVG that moves')
    .option(
      '--watch',
      'draw again whenever the design, a file that it imports or NAME.layout.json changes, until Ctrl-C',
    )
    .addHelpText(
      'after',
      [
        '',
        'Examples:',
        '  sysdesign export checkout.sysdesign -o checkout.svg',
        '  sysdesign export checkout.sysdesign -o write-path.png --diagram "Write path" --theme dark',
        '  sysdesign export checkout.sysdesign -o checkout.pdf',
        '  sysdesign export checkout.sysdesign -o checkout.html',
        '  sysdesign export checkout.sysdesign --format mermaid',
        "  sysdesign export checkout.sysdesign -o fail-over.svg --animate 'The leader dies'",
        '  sysdesign export checkout.sysdesign -o checkout.svg --watch',
        '',
        'With --watch the last good picture stays while the text has mistakes.',
      ].join('\n'),
    )
    .action((file: string, options: ExportOptions) => run((session) => exportDesign(file, options, session)));
};

function pixels(text: string): number {
  const value = Number(text.replace(/x$/i, ''));
  if (!(value > 0 && value <= 16)) throw new InvalidArgumentError('It must be a number above 0 and at most 16.');
  return value;
}

async function exportDesign(path: string, options: ExportOptions, session: Session): Promise<ExitStatus> {
  const { notations } = await import('../diagram/export/notations.js');
  const format = formatOf(options, [...notations, ...binary, { id: 'html', extensions: ['html'] }]);
  if (isBinary(format) && options.output === undefined && process.stdout.isTTY)
    throw new Failure(
      `A ${format.toUpperCase()} is no text for a terminal.`,
      'Write it into a file with -o, or send it through a pipe.',
    );
  if (options.animate !== undefined && format !== 'svg')
    throw new Failure(`A picture that moves is an SVG, not ${format}.`, 'Leave --animate out, or choose --format svg.');
  if (options.animate !== undefined && options.workload !== undefined)
    throw new Failure('A scenario says its workload itself: --workload does not go with --animate.');
  if (options.watch === true) {
    if (options.output === undefined) throw new Failure('--watch needs a file to draw into.', 'Name it with -o.');
    const { redraw, steadyLayouter } = await import('./redraw.js');
    const { createLayouter } = await import('../diagram/layout/layouter.js');
    const warm = { ...options, layouter: steadyLayouter(createLayouter()) };
    const { pinsBeside } = await import('../language/config/pins.js');
    const beside = options.pins ? pinsBeside(resolve(path)) : undefined;
    return redraw(path, options.output, (design) => drawn(design, format, warm, session), session, beside);
  }
  const { openDesign } = await import('./files/open-design.js');
  const { warnAboutMistakes } = await import('./mistakes.js');
  const design = openDesign(path);
  const hasMistakes = warnAboutMistakes(design, session);
  const data = await drawn(design, format, options, session);
  if (options.output === undefined) session.write(data);
  else {
    const { writeFile } = await import('./files/write-file.js');
    writeFile(options.output, data);
    session.say(`Wrote ${options.output}.`);
  }
  return hasMistakes ? exit.findings : exit.holds;
}

/** What is written for a design. */
async function drawn(
  design: OpenDesign,
  format: Format,
  options: ExportOptions & Pick<PictureOptions, 'layouter'>,
  session: Session,
): Promise<string | Uint8Array> {
  if (options.animate !== undefined) {
    const { animation } = await import('./animation.js');
    return animation(design, { ...options, scenario: options.animate }, session);
  }
  if (format === 'html') {
    const { page } = await import('./page.js');
    return page(design, options, (warning) => session.say(`warning: ${warning}`));
  }
  const { notations } = await import('../diagram/export/notations.js');
  const { pictureOf } = await import('./picture.js');
  const picture = pictureOf(design, options, (warning) => session.say(`warning: ${warning}`));
  const notation = notations.find(({ id }) => id === (isBinary(format) ? 'svg' : format));
  if (notation === undefined) throw new Error(`bug: no notation ${format}`);
  if (!isBinary(format)) return notation.write(picture);
  // Neither an image of dots nor a page has a reader's system to follow.
  const svg = await notation.write(picture.theme === 'auto' ? { ...picture, theme: 'light' } : picture);
  if (format === 'png') return raster(svg, options.scale, session);
  const { renderPdf } = await import('../diagram/pdf/render-pdf.js');
  return renderPdf(svg);
}

/** The flag wins; else the ending of the file; a picture on standard output is SVG. */
function formatOf(
  { format, output }: ExportOptions,
  known: readonly { readonly id: string; readonly extensions: readonly string[] }[],
): Format {
  if (format !== undefined) return format;
  if (output === undefined) return 'svg';
  const ending = extname(output).slice(1).toLowerCase();
  const found = known.find(({ extensions }) => extensions.includes(ending))?.id;
  const chosen = formats.find((one) => one === found);
  if (chosen !== undefined) return chosen;
  const endings = known.flatMap(({ extensions }) => extensions).map((one) => `.${one}`);
  throw new Failure(
    ending === '' ? `'${output}' has no ending that says the format.` : `'.${ending}' is the ending of no format.`,
    `Use one of ${endings.join(', ')}, or --format.`,
  );
}

async function raster(svg: string, scale: number | undefined, session: Session): Promise<Uint8Array> {
  const { renderPng } = await import('../diagram/png/render-png.js');
  const wanted = scale ?? 2;
  const png = renderPng(svg, { scale: wanted });
  if (png.scale < wanted)
    session.say(
      `warning: the picture is drawn at ${Number(png.scale.toFixed(2))} instead of ${wanted} pixels per point, ${png.width} × ${png.height}: it would be too large.`,
    );
  return png.data;
}

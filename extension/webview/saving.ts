/** Saving the picture: the file that `sysdesign export` would write, or as a PNG of two pixels per point. */
import type { EngineClient } from './engine/client.js';
import type { View } from './engine/messages.js';
import type { Host } from './hosts/host.js';
import { groundOfPage } from './theme.js';

export type SavedFormat = 'svg' | 'png';

/** Pixels per point of a PNG, as `sysdesign export` has them without `--scale`. */
const SCALE = 2;
/** Pixels of a side beyond which browsers draw nothing. */
const LARGEST = 16_384;

export interface SavingParts {
  readonly engine: EngineClient;
  readonly host: Host;
  /** What is shown. */
  readonly view: View;
  /** Title of the design. */
  readonly name: string;
}

/** Draws what is shown anew, as a file of its own, and gives it to the reader. */
export async function savePicture({ engine, host, view, name }: SavingParts, format: SavedFormat): Promise<void> {
  try {
    // Dots do not follow the system of who looks at them; they have the ground that the reader sees.
    const svg = await engine.export(view, format === 'svg' ? 'auto' : groundOfPage());
    const data = format === 'svg' ? new TextEncoder().encode(svg) : await raster(svg);
    host.save({ name: `${fileName(name)}.${format}`, data });
  } catch (error) {
    host.post({ kind: 'failed', message: `The picture was not saved: ${String(error)}` });
  }
}

async function raster(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const scale = Math.min(SCALE, LARGEST / Math.max(image.width, image.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((drawn) => canvas.toBlob(drawn, 'image/png'));
    if (blob === null) throw new Error('it is too large for a PNG');
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** A title as the name of a file. */
function fileName(title: string): string {
  const name = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/gu, '');
  return name === '' ? 'design' : name;
}

/** Scalable Vector Graphics: the picture itself. */
import { renderSvg } from '../svg/render-svg.js';
import type { Notation } from './notation.js';

export const svg: Notation = {
  id: 'svg',
  extensions: ['svg'],
  summary: 'the picture, with its font inside, for pages and documents',
  async write(picture) {
    return renderSvg(await picture.place(), { theme: picture.theme });
  },
};

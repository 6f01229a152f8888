/** Defaults of the catalogue and where they come from, as text. */
import type { Default, SettingSpec, Source } from '../catalogue/types.js';
import { sayQuantity, sayTime } from '../design/say.js';

/** The value in the unit of its setting: `0.25` of a time is `250 ms`. */
export function sayDefault({ value }: Default, spec: SettingSpec | undefined): string {
  if (typeof value === 'string') return value;
  if (spec?.value.type === 'quantity') return sayQuantity(value, spec.value.dimension);
  return spec?.value.type === 'law' ? sayTime(value) : String(value);
}

/** Where it was published, or why it is assumed. */
export function saySource(source: Source): string {
  return source.kind === 'published' ? source.where : `assumed: ${source.why}`;
}

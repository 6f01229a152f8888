/** Pills that count findings: colour, shape of the sign and number say the same thing. */
import { badgeText, cardSpace, cardText } from '../layout/card.js';
import type { BadgeSeverity, SceneBadge } from '../scene/scene.js';
import { element, textLine, titleElement } from './xml.js';

const signs: Readonly<Record<BadgeSeverity, string>> = {
  error: 'M5.5 5.5l6 6M11.5 5.5l-6 6',
  warning: 'M8.5 4.5v4.5M8.5 12v.01',
  info: 'M8.5 8v4.5M8.5 5v.01',
};

/** Badges in a row that ends at `right`. */
export function badgeRow(badges: readonly SceneBadge[], right: number, y: number): string {
  const shown = badges.filter((badge) => badge.count > 0);
  const widths = shown.map((badge) => badgeText(badge.count).width + cardSpace.badgeGap);
  let x = right + cardSpace.badgeGap - widths.reduce((sum, width) => sum + width, 0);
  return shown
    .map((badge, index) => {
      const drawn = badgePill(badge, x, y);
      x += widths[index] ?? 0;
      return drawn;
    })
    .join('');
}

/** One pill. */
export function badgePill(badge: SceneBadge, x: number, y: number): string {
  const { text, width } = badgeText(badge.count);
  const rules = badge.ruleIds ?? [];
  const name = `${badge.count} ${badge.severity}${badge.count === 1 || badge.severity === 'info' ? '' : 's'}`;
  return element(
    'g',
    {
      class: `sd-badge sd-badge-${badge.severity}`,
      transform: `translate(${x} ${y})`,
      'data-severity': badge.severity,
      'data-rules': rules.length === 0 ? undefined : rules.join(' '),
    },
    titleElement(rules.length === 0 ? name : `${name}: ${rules.join(', ')}`),
    element('rect', { class: 'sd-pill', width, height: cardSpace.badge, rx: cardSpace.badge / 2 }),
    element('path', { d: signs[badge.severity] }),
    textLine(text, cardText.badge, 15, 12.3),
  );
}

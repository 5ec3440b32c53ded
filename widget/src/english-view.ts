import type { Availability } from '@askusnow/sdk';
import { english } from './languages.js';
import { toView, type View } from './view.js';

/** What a tag would show of an answer, in English. */
export type EnglishView = Pick<View, 'label' | 'status' | 'others'> & {
  /** Where its link leads; null: where the link inside the tag does. */
  leadsTo: string | null;
};

/** No address: it stands for the link inside the tag. */
const OWN = 'own:';

/**
 * What a tag would show of an answer, for a preview of it by the tag's own rule.
 * Units: `now`: ms since the epoch, by the server's clock.
 */
export function toEnglishView(availability: Availability, now: number): EnglishView {
  const snapshot = { state: availability.state, availability, clockOffsetMs: 0 };
  const { label, status, others, href } = toView({
    ...{ snapshot, now, language: english, label: '', href: OWN, pinned: false },
  });
  return { label, status, others, leadsTo: href === OWN ? null : href };
}

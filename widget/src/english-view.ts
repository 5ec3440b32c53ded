import type { Availability } from '@askusnow/sdk';
import { english } from './languages.js';
import { linesOf } from './more/lines.js';
import { toView, type View } from './view.js';

/** What a tag would show of an answer, in English. */
export type EnglishView = Pick<View, 'label' | 'status' | 'others'> & {
  /** Where its link leads; null: where the link inside the tag does. */
  leadsTo: string | null;
  /** Sentences beside it: the urgent line while nobody can chat, the library's message. */
  lines: string[];
};

const WITHOUT_ATTRIBUTES = { getAttribute: () => null };

/** No address: it stands for the link inside the tag. */
const OWN = 'own:';

/**
 * What a tag would show of an answer, for a preview of it by the tag's own rule.
 * Units: `now`: ms since the epoch, by the server's clock.
 */
export function toEnglishView(availability: Availability, now: number): EnglishView {
  const snapshot = { state: availability.state, availability, clockOffsetMs: 0 };
  const view = toView({ ...{ snapshot, now, language: english, label: '', href: OWN, pinned: false } });
  const { label, status, others, href } = view;
  const shown = linesOf(WITHOUT_ATTRIBUTES, { view, answer: availability, now, words: english, endpoint: '' });
  const lines = shown.map(({ text }) => text);
  return { label, status, others, lines, leadsTo: href === OWN ? null : href };
}

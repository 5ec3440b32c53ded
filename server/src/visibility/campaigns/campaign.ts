// In:    what a person named a campaign; its dates, and today.
// Out:   the placement that its link is counted under; its state; the end of its link for colleagues.
import { CAMPAIGN_LINK_DAYS, type CampaignState } from '@askusnow/sdk/contract';
import { addDays } from '../../platform/time/day-window.ts';

/** Keeps campaigns apart from the webmaster's placements. */
const PREFIX = 'c-';
const MAX_SLUG = 24;

const trimmed = (slug: string): string => slug.replaceAll(/^-+|-+$/g, '');

/** People read it on a poster: no word is cut, where there are several. */
const inWholeWords = (slug: string): string =>
  slug.length <= MAX_SLUG
    ? slug
    : slug
        .slice(0, MAX_SLUG + 1)
        .replace(/-[^-]*$/, '')
        .slice(0, MAX_SLUG);

/** `taken`: other placements of the library, also of removed campaigns, whose posters may still hang. */
export function toPlacement(name: string, taken: ReadonlySet<string>): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const slug = inWholeWords(trimmed(plain.replaceAll(/[^a-z0-9]+/g, '-'))) || 'campaign';
  let placement = PREFIX + slug;
  for (let count = 2; taken.has(placement); count++) {
    const suffix = `-${count}`;
    placement = PREFIX + trimmed(slug.slice(0, MAX_SLUG - suffix.length)) + suffix;
  }
  return placement;
}

export interface CampaignDates {
  from: string;
  /** The last day. */
  to: string;
}

export function stateOf({ from, to }: CampaignDates, today: string): CampaignState {
  if (today < from) return 'planned';
  return today > to ? 'ended' : 'running';
}

/** The last day on which the link for colleagues works. */
export const linkEndsOn = ({ to }: CampaignDates): string => addDays(to, CAMPAIGN_LINK_DAYS);

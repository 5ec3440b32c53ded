import {
  type AnswerState,
  type Availability,
  type AvailabilitySnapshot,
  type Tier,
  type TierAnswer,
  toMs,
} from '@askusnow/sdk';
import type { Strings } from './strings/strings.js';
import { nextMidnight, toEnd, toMoment } from './times.js';

/**
 * An answer that has run out says nothing for this long before the tag admits that it cannot check:
 * at closing time the next answer is a second away, and a warning that flashes helps nobody. Units: ms.
 */
export const GRACE_MS = 10_000;

/** What the tag knows when it decides what to show. */
export interface ViewInput {
  /** What the server said, and what of it may be claimed; null: it has not been heard yet. */
  snapshot: AvailabilitySnapshot | null;
  /** The server's clock as well as it is known. Units: ms since the epoch. */
  now: number;
  strings: Strings;
  /** The webmaster's label; empty: the strings' own. */
  label: string;
  /** The address of the link inside the tag; empty: there is none. */
  href: string;
  /** Whether the target is always the tag's own. */
  pinned: boolean;
}

/** What the tag shows. */
export interface View {
  /** `quiet`: nothing is known yet, and nothing is claimed. */
  tone: 'open' | 'busy' | 'closed' | 'unknown' | 'quiet';
  label: string;
  /** Beside the label and inside the link, so that it is part of the control's name; empty: the label alone. */
  status: string;
  /** The language of everything but the label. */
  lang: string;
  /** Where the link leads; empty: nowhere is known, and nothing may look like a link. */
  href: string;
  /** Other ways to ask, while nobody can chat: address and words. */
  others: [href: string, text: string][];
  /** What was said, for the counters. */
  state: AnswerState;
  tier: Tier | null;
  /** When this view is out of date by the clock alone. Units: ms since the epoch; Infinity: never. */
  until: number;
}

/** Openings of one tier. Units: ms since the epoch. */
const openings = ({ open }: TierAnswer): [number, number][] =>
  (open ?? []).map(([start, end]) => [toMs(start), toMs(end)]);

/** The next opening's start; undefined: none within the days that the answer spans. */
const nextStart = (tier: TierAnswer, now: number): number | undefined =>
  openings(tier).find(([start]) => start > now)?.[0];

/** An opening this long has no end worth telling: the answer spans 8 days. */
const ALWAYS_MS = 6.5 * 86_400_000;

/** What is said of the tier that answers. */
function answering({ tiers, tier, state, evidence, zone }: Availability, { strings, now }: ViewInput): string {
  const entry = tiers.find((one) => one.tier === tier);
  const end = entry && openings(entry).find(([from, to]) => from <= now && now < to)?.[1];
  return strings.answering({
    tier: tier!,
    busy: state === 'busy',
    observed: evidence === 'observed',
    end: end ? (end - now > ALWAYS_MS ? 'always' : toEnd(end, now, zone, strings.lang)) : null,
  });
}

/** Why the library's own desk is not the one that answers; empty: it is, or nobody knows. */
function ownDesk({ tiers, tier, zone }: Availability, { strings, now }: ViewInput): string {
  const own = tiers.find((one) => one.tier === 'local');
  if (!own || tier === 'local') return '';
  if (own.state === 'nobody') return strings.away;
  if (own.state === 'busy') return strings.occupied;
  const start = own.state === 'closed' && nextStart(own, now);
  return start ? strings.back(toMoment(start, now, zone, strings.lang)) : '';
}

/** What is said while nobody answers. */
function closed({ tiers, zone }: Availability, { strings, now }: ViewInput): string {
  if (tiers.some((one) => one.state === 'nobody')) return strings.nobody;
  const start = Math.min(...tiers.map((one) => nextStart(one, now) ?? Infinity));
  return start < Infinity ? strings.back(toMoment(start, now, zone, strings.lang)) : strings.closed;
}

function otherWays({ fallback: { phone, form, page } }: Availability, strings: Strings): View['others'] {
  const ways: View['others'] = [];
  if (phone) ways.push([`tel:${phone.replace(/[^\d+]/g, '')}`, `${strings.call} ${phone}`]);
  if (form) ways.push([form, strings.form]);
  if (page) ways.push([page, strings.page]);
  // Two fit on the line that is reserved for them.
  return ways.slice(0, 2);
}

/**
 * What one tag shows: pure, the whole rule of the link and the words in one place.
 * Source: the link follows the tier that answers where that is known now; in every other case it is the webmaster's own.
 * The SDK refuses an answer with an address that is not https, so that every address here can be followed.
 * Errors: throws a RangeError where the answer names a zone that this browser does not know.
 */
export function toView(input: ViewInput): View {
  const { snapshot, now, strings } = input;
  const availability = snapshot?.availability;
  const { chat, fallback } = availability ?? {};
  const base: View = {
    tone: 'quiet',
    label: input.label || strings.label,
    status: '',
    lang: strings.lang,
    href: input.href || chat?.url || fallback?.page || fallback?.form || '',
    others: [],
    state: 'unknown',
    tier: null,
    until: Infinity,
  };
  if (!snapshot) return base;
  const notKnown: View = { ...base, tone: 'unknown', status: strings.unknown };
  if (!availability) return notKnown;

  const { state, tier } = availability;
  const validUntil = toMs(availability.validUntil);
  // Written so that an instant which does not parse is out of date.
  if (!(now < validUntil)) return now < validUntil + GRACE_MS ? { ...base, until: validUntil + GRACE_MS } : notKnown;
  if (snapshot.state === 'unknown') return notKnown;

  const known: View = { ...base, state, tier, until: Math.min(validUntil, nextMidnight(now, availability.zone)) };
  if (state === 'closed') {
    return { ...known, tone: state, status: closed(availability, input), others: otherWays(availability, strings) };
  }
  const own = ownDesk(availability, input);
  return {
    ...known,
    tone: state === 'busy' ? state : 'open',
    status: (own && `${own}; `) + answering(availability, input),
    href: (!(input.pinned && input.href) && chat?.url) || base.href,
  };
}

/** What stands between the label and what is said of it: a phrase follows a comma, a sentence of its own a full stop. */
export const joint = (status: string): string => status && (status[0] === status[0]!.toLowerCase() ? ', ' : '. ');

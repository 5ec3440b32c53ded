import {
  type AnswerState,
  type Availability,
  type AvailabilitySnapshot,
  type Tier,
  type TierAnswer,
  toMs,
} from '@askusnow/sdk';
import { fill, type Language } from './language.js';
import { type Moment, nextMidnight, toMoment } from './local-time.js';

/**
 * For this long after its answer has expired the tag shows no status, and only then that it cannot check:
 * at closing time the next answer is a second away, and a warning that flashes helps nobody. Units: ms.
 */
export const GRACE_MS = 10_000;

/** What the tag knows when it decides what to show. */
export interface ViewInput {
  /** The server's last answer, and whether it still holds; null: none yet. */
  snapshot: AvailabilitySnapshot | null;
  /** The estimated time of the server's clock. Units: ms since the epoch. */
  now: number;
  language: Language;
  /** The webmaster's label; empty: the language's own. */
  label: string;
  /** The address of the link inside the tag; empty: there is none. */
  href: string;
  /** Whether the target is always the tag's own. */
  pinned: boolean;
}

/** What the tag shows. */
export interface View {
  /** `quiet`: nothing is known yet, and no claim is made. */
  tone: 'open' | 'busy' | 'closed' | 'unknown' | 'quiet';
  label: string;
  /** Below the label and inside the link, so that it is part of the control's name; empty: the label alone. */
  status: string;
  /** The same in a word or two, for the label's line; empty: nothing is known. */
  short: string;
  /** The language of everything but the label, and the direction in which it is read. */
  lang: string;
  dir: Language['dir'];
  /** The target of the link; empty: none is known, and nothing may look like a link. */
  href: string;
  /** Other ways to ask, while nobody can chat: address and text. */
  others: [href: string, text: string][];
  /** The shown state, for the counters. */
  state: AnswerState;
  tier: Tier | null;
  /** When this view is out of date by the clock alone. Units: ms since the epoch; Infinity: never. */
  until: number;
}

/** Openings of one tier. Units: ms since the epoch. */
const openings = ({ open }: TierAnswer): [number, number][] =>
  (open ?? []).map(([start, end]) => [toMs(start), toMs(end)]);

/** When one of these opens next; undefined: not within the days of the answer, or the library's clock is not known. */
const nextOpening = (tiers: TierAnswer[], answer: Availability, { language, now }: ViewInput): Moment | undefined =>
  toMoment(
    Math.min(...tiers.flatMap(openings).map(([start]) => (start > now ? start : Infinity))),
    now,
    answer,
    language,
  );

/** The end of an opening this long is not shown: the answer spans 8 days. */
const ALWAYS_MS = 6.5 * 86_400_000;

/** The long and the short status of a state. */
type Words = Pick<View, 'status' | 'short'>;

const inDays = (phrases: Language['at'], moment: Moment): string =>
  fill(phrases[Math.min(moment.days, 2)]!, { ...moment });

/** The status while a tier answers: that tier, and why the library's own desk is not the one, if known. */
function answering(answer: Availability, input: ViewInput): Words {
  const { language, now } = input;
  const tier = answer.tier!;
  const { open, busy, always, until, short, two } = language;
  const own = ownDesk(answer, input);
  const end = answer.tiers
    .filter((one) => one.tier === tier)
    .flatMap(openings)
    .find(([from, to]) => from <= now && now < to)?.[1];
  const isAlways = end! - now > ALWAYS_MS;
  const moment = isAlways ? undefined : toMoment(end ?? NaN, now, answer, language, true);
  const when = isAlways ? always : moment ? inDays(until, moment) : language.now;
  // A later day would not fit beside another sentence or in the short status; "now" is true as well.
  const brief = moment?.days ? language.now : when;
  const isBusy = answer.state === 'busy';
  const isSeen = tier === 'local' && answer.evidence === 'observed' && !isAlways;
  const first = isBusy ? busy[tier] : fill(open[isSeen ? 'seen' : tier], { when: own ? brief : when });
  return {
    // The first sentence may end with a stop of its own, as "p.m." does.
    status: own ? fill(two, { first, second: own }).replaceAll('..', '.') : first,
    short: isBusy ? short.busy : fill(short.open, { when: brief }),
  };
}

/** Why the library's own desk is not the one that answers; empty: it is, or nobody knows. */
function ownDesk(answer: Availability, input: ViewInput): string {
  const { ours } = input.language;
  const own = answer.tiers.find((one) => one.tier === 'local');
  if (!own || answer.tier === 'local') return '';
  // Of the other states there is nothing to say.
  if (own.state !== 'closed') return ours[own.state as 'nobody' | 'busy'] ?? '';
  const moment = nextOpening([own], answer, input);
  return moment ? inDays(ours.closed, moment) : '';
}

/** The status while nobody answers. */
function closed(answer: Availability, input: ViewInput): Words {
  const { short, opens, at, nobody, closed } = input.language;
  if (answer.tiers.some((one) => one.state === 'nobody')) return { status: nobody, short: short.nobody };
  const moment = nextOpening(answer.tiers, answer, input);
  return moment
    ? { status: fill(opens, { at: inDays(at, moment) }), short: inDays(short.opens, moment) }
    : { status: closed, short: short.closed };
}

/** Other ways to ask: address and text. */
export function otherWays(
  { fallback: { phone, tel, form, page } }: Pick<Availability, 'fallback'>,
  language: Language,
): View['others'] {
  const ways: [href: string | undefined, text: string][] = [
    // An older server says no more than the number as people write it.
    [phone && `tel:${tel ?? phone}`, fill(language.call, { phone: phone! })],
    [form, language.form],
    [page, language.page],
  ];
  // Two fit on the line that is reserved for them.
  return ways.filter((way): way is [string, string] => !!way[0]).slice(0, 2);
}

/**
 * What one tag shows. Pure: the whole rule of the link and the texts.
 * Source: the link follows the tier that answers where that is known now; in every other case it is the webmaster's own.
 * The SDK refuses an answer with an address that is not https, so that every address here can be followed.
 */
export function toView(input: ViewInput): View {
  const { snapshot, now, language } = input;
  const answer = snapshot?.availability;
  // The first tier that answers in the language: such a tier is available.
  const spoken = answer?.tiers[answer.byLanguage?.[language.tag ?? 'en'] as number] as
    | Pick<Availability, 'state'>
    | undefined;
  const availability = answer && { ...answer, ...spoken };
  const { chat, fallback } = availability ?? {};
  const base: View = {
    tone: 'quiet',
    label: input.label || language.label,
    status: '',
    short: '',
    lang: language.lang,
    dir: language.dir,
    href: input.href || chat?.url || fallback?.page || fallback?.form || '',
    others: [],
    state: 'unknown',
    tier: null,
    until: Infinity,
  };
  if (!snapshot) return base;
  const notKnown: View = { ...base, tone: 'unknown', status: language.unknown, short: language.short.unknown };
  if (!availability) return notKnown;

  const { state, tier } = availability;
  const validUntil = toMs(availability.validUntil);
  // An instant that does not parse compares as out of date.
  if (!(now < validUntil)) return now < validUntil + GRACE_MS ? { ...base, until: validUntil + GRACE_MS } : notKnown;
  if (snapshot.state === 'unknown') return notKnown;

  const known: View = { ...base, state, tier, until: Math.min(validUntil, nextMidnight(now, availability)) };
  if (state === 'closed') {
    return { ...known, tone: state, ...closed(availability, input), others: otherWays(availability, language) };
  }
  return {
    ...known,
    tone: state === 'busy' ? state : 'open',
    ...answering(availability, input),
    href: (!(input.pinned && input.href) && chat?.url) || base.href,
  };
}

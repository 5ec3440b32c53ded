// In:    a library, an hour, what its entry points say then, a random generator.
// Out:   the batches that its pages send in that hour.
// Never: a visitor: page views are drawn one by one, and nothing joins them.
import type { AnswerState, AskEvent, EventBatch, Tier, Viewport } from '@askusnow/sdk/contract';
import { poisson } from './random.ts';
import {
  hourWeight,
  isWithin,
  pageViewsOf,
  PLACES,
  TURNS,
  WEEKDAY_WEIGHTS,
  type Place,
  type PlaceName,
} from './story.ts';

export interface TrafficHour {
  library: string;
  /** 0 to 23, in the library's zone. */
  hour: number;
  /** `Mon`. */
  weekday: string;
  daysAgo: number;
  /** `YYYYMMDD` in UTC, as batch ids begin. */
  utcDay: string;
  state: AnswerState;
  tier: Tier | null;
  widget: string;
  /** Part of an hour's page views; 1: all of them. */
  part?: number;
}

/** A batch, and who sends it. */
export interface Sending {
  batch: EventBatch;
  userAgent: string;
  /** An address of shared address space (RFC 6598), which is nobody's. */
  address: string;
  /** True: from pages at an address that is not registered. */
  isElsewhere: boolean;
}

export const BROWSERS: Record<Viewport, string> = {
  phone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  tablet:
    'Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  desktop:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
};
const BOT = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';

/** Fewer than the contract's limit on a batch's events and bytes. */
const EVENTS_PER_SENDING = 45;
const PHONE = 0.42;
const TABLET = 0.06;
/** One page view in so many is a crawler's, one a trial by staff. */
const BOT_EVERY = 60;
const PRACTICE_EVERY = 250;
/** Clicks of the script, more than one network plausibly sends in an hour. */
const FLOOD_CLICKS = 400;

type Event = AskEvent;
/** Page views of one kind of sender, at one place. */
interface Group {
  head: Omit<EventBatch, 'batch' | 'events'>;
  events: Event[];
  isBot: boolean;
}

const hexId = (random: () => number): string =>
  Array.from({ length: 4 }, () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
/** An address of shared address space (RFC 6598), which is nobody's. */
export const addressOf = (random: () => number): string =>
  `100.${64 + Math.floor(random() * 64)}.${Math.floor(random() * 256)}.${Math.floor(random() * 256)}`;
const viewportOf = (drawn: number): Viewport =>
  drawn < PHONE ? 'phone' : drawn < PHONE + TABLET ? 'tablet' : 'desktop';

/** The tags that stand on that day. */
const placesOn = (library: string, daysAgo: number): PlaceName[] => {
  const { places = {} } = TURNS[library] ?? {};
  return (Object.keys(PLACES) as PlaceName[]).filter((name) => !(name in places) || isWithin(places[name], daysAgo));
};

function eventsOfView(name: PlaceName, { library, daysAgo, state, tier }: TrafficHour, random: () => number): Event[] {
  const place: Place = PLACES[name];
  const events: Event[] = [{ kind: 'impression', state, tier, measurable: true }];
  events.push({ kind: 'diagnosis', state, tier, value: `in-${place.landmark}` });
  const { fault, part, period } = TURNS[library]?.faults?.[name] ?? {};
  if (fault !== undefined && fault !== 'outdated' && isWithin(period, daysAgo) && random() < part!)
    events.push({ kind: 'diagnosis', state, tier, value: fault });
  if (random() >= place.viewable) return events;
  events.push({ kind: 'viewable', state, tier, firstScreen: random() < place.firstScreen });
  const isOpen = state === 'available' || state === 'busy';
  if (random() < place.clicks * (isOpen ? 1 : 0.4)) events.push({ kind: 'click', state, tier });
  return events;
}

/** A new sending for each kind of sender, so that a batch has one. */
export function trafficOf(asked: TrafficHour, random: () => number): Sending[] {
  const { library, hour, weekday, daysAgo, utcDay, widget, part = 1 } = asked;
  const { refused, flood, visits = 1 } = TURNS[library] ?? {};
  const places = placesOn(library, daysAgo);
  const isElsewhere = isWithin(refused, daysAgo);
  const groups = new Map<string, Group>();
  const add = (name: PlaceName, viewport: Viewport, practice: boolean, isBot: boolean, events: Event[]): void => {
    const key = `${name} ${viewport} ${practice} ${isBot}`;
    const { pattern: page, name: placement } = PLACES[name];
    const head = { library, page, placement, form: 'tag', widget, practice, viewport } as const;
    const group: Group = groups.get(key) ?? { head, events: [], isBot };
    groups.set(key, group);
    group.events.push(...events);
  };

  const weight = hourWeight(hour) * WEEKDAY_WEIGHTS[weekday]! * visits * part;
  const shares = Object.values(PLACES).reduce((sum, { share }) => sum + share, 0);
  for (const name of places) {
    const views = poisson(random, (pageViewsOf(library) * weight * PLACES[name].share) / shares);
    for (let at = 0; at < views; at++) {
      const isBot = random() < 1 / BOT_EVERY;
      const practice = !isBot && random() < 1 / PRACTICE_EVERY;
      add(name, viewportOf(random()), practice, isBot, eventsOfView(name, asked, random));
    }
  }
  const sendings = [...groups.values()].flatMap(({ head, events, isBot }) =>
    chunked(events).map((chunk): Sending => {
      const batch = { batch: `${utcDay}-${hexId(random)}`, ...head, events: chunk };
      return { batch, userAgent: isBot ? BOT : BROWSERS[head.viewport], address: addressOf(random), isElsewhere };
    }),
  );
  return isWithin(flood, daysAgo) ? [...sendings, ...floodOf(asked, random)] : sendings;
}

/** All from one address. */
function floodOf({ library, utcDay, state, tier, widget }: TrafficHour, random: () => number): Sending[] {
  const { pattern: page, name: placement } = PLACES.header;
  const clicks = Array.from({ length: FLOOD_CLICKS }, (): Event => ({ kind: 'click', state, tier }));
  return chunked(clicks).map((events) => ({
    batch: {
      batch: `${utcDay}-${hexId(random)}`,
      library,
      page,
      placement,
      form: 'tag',
      widget,
      practice: false,
      viewport: 'desktop',
      events,
    },
    userAgent: BROWSERS.desktop,
    address: '100.64.0.1',
    isElsewhere: false,
  }));
}

const chunked = (events: readonly Event[]): Event[][] =>
  Array.from({ length: Math.ceil(events.length / EVENTS_PER_SENDING) }, (_, at) =>
    events.slice(at * EVENTS_PER_SENDING, (at + 1) * EVENTS_PER_SENDING),
  );

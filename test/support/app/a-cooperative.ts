import fc from 'fast-check';
import {
  SHARED_HOURS,
  type CooperativeHoliday,
  type HoursRules,
  type NeededRule,
  type PresenceSource,
  type SharedHours,
  type ShiftRule,
  type Weekday,
} from '@askusnow/sdk/contract';
import type {
  Cooperative,
  CooperativeKeyPage,
  CooperativeLibrary,
  CooperativeQueue,
} from '../../../server/src/cooperative-file/schema.ts';
import { inOrder } from '../../../server/src/cooperative-file/in-order.ts';

/** Words that YAML, SQL or JSON could take for something else. */
const name = fc
  .oneof(
    fc.constantFrom(
      'yes',
      'null',
      '123',
      '0x1F',
      '09:00',
      '- a',
      '"quoted"',
      "Prince George's",
      '# no comment',
      'a: b',
      '*x',
      '{}',
      '1e3',
      'Ōtautahi 📚',
      '=1+1',
      '~',
    ),
    fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }),
  )
  .map((text) => text.trim())
  // One line: U+2028 and U+2029 end one, too.
  .filter((text) => text.length > 0 && !/[\p{Cc}\p{Zl}\p{Zp}]|\$\{/u.test(text));
const note = fc.option(
  fc.array(name, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n')),
  { nil: undefined },
);
const zone = fc.constantFrom('America/New_York', 'America/Chicago', 'UTC', 'Asia/Kathmandu', 'US/Eastern');
const id = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,8}[a-z0-9])?$/);
const clock = fc
  .integer({ min: 0, max: 12 * 60 - 1 })
  .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`);
const absent = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

/** Drops what is undefined: an absent field is absent. */
const said = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

/** Mornings and afternoons, so that nothing overlaps. */
const weekly: fc.Arbitrary<NonNullable<HoursRules['weekly']>> = fc
  .record({
    days: fc.uniqueArray(fc.constantFrom('mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'), { minLength: 1 }),
    open: clock,
    afternoon: fc.boolean(),
  })
  .map(({ days, open, afternoon }) => [
    { days, open, close: '12:00' },
    ...(afternoon ? [{ days, open: '12:00', close: '24:00' }] : []),
  ]);
const hours: fc.Arbitrary<HoursRules> = fc
  .record({
    weekly: fc.option(weekly),
    seasonName: name,
    season: weekly,
    note: absent(name),
    seasons: fc.integer({ min: 0, max: 2 }),
    exceptions: fc.integer({ min: 0, max: 3 }),
  })
  .map((given) => ({
    weekly: given.weekly,
    seasons: Array.from({ length: given.seasons }, (_, at) => ({
      name: given.seasonName,
      from: `202${at}-06-01`,
      to: `202${at}-08-31`,
      weekly: given.season,
    })),
    exceptions: Array.from({ length: given.exceptions }, (_, at) =>
      said({
        date: `2026-1${at}-05`,
        through: at === 1 ? `2026-1${at}-07` : undefined,
        open: at === 2 ? [{ open: '22:00', close: '02:00' }] : [],
        note: given.note,
      }),
    ),
  }));

const label = name.filter((text) => text.length <= 80);
/** Each label once, so that nothing overlaps. */
const shifts: fc.Arbitrary<ShiftRule[]> = fc.uniqueArray(
  fc.oneof(
    fc.record({ label, date: fc.constant('2026-12-01'), start: clock, end: fc.constant('14:00') }).map(said),
    fc
      .record({
        label,
        days: fc
          .uniqueArray(fc.constantFrom('mo', 'tu', 'sa'), { minLength: 1 })
          .map((days) => ['fr' as const, ...days]),
        start: clock,
        end: fc.constantFrom('12:00', '16:00'),
        from: absent(fc.constant('2026-06-01')),
        until: absent(fc.constant('2027-06-01')),
        except: absent(fc.constant(['2026-11-27', '2026-12-04'])),
      })
      .map((rule) => said(rule) as ShiftRule),
  ),
  { selector: ({ label }) => label, maxLength: 4 },
);

/** What libraries owe at a shared desk; each library once a list. */
const owed = (libraries: readonly string[]): fc.Arbitrary<ShiftRule[]> =>
  fc.subarray([...libraries]).chain((owners) =>
    fc.tuple(
      ...owners.map((library) =>
        fc
          .record({
            library: fc.constant(library),
            label: absent(label),
            service: absent(fc.constantFrom('statewide' as const, 'global' as const)),
            people: absent(fc.integer({ min: 1, max: 3 })),
            endsAtClosing: absent(fc.constant(true as const)),
            days: fc.constantFrom<Weekday[]>(['mo'], ['tu', 'su']),
            start: clock,
            end: fc.constantFrom('12:00', '16:00'),
          })
          .map((rule) => said(rule) as ShiftRule),
      ),
    ),
  );
const needed: fc.Arbitrary<NeededRule[]> = fc.constantFrom(
  [],
  [{ days: ['mo' as const, 'we' as const], start: '10:30', end: '24:00', people: 2 }],
  [
    { days: ['sa' as const], start: '10:00', end: '12:00', people: 0 },
    { days: ['sa' as const], start: '12:00', end: '12:30', people: 3 },
  ],
);
const sharedHours = fc.constantFrom<SharedHours | undefined>(undefined, SHARED_HOURS, {
  services: { statewide: { name: 'Local', makeUpDays: 30 }, global: { name: 'Global: "all"', makeUpDays: null } },
  contribution: 'share-of-given',
  excusesClosings: true,
  isPublished: true,
});
const holidays = fc.constantFrom<CooperativeHoliday[] | undefined>(
  undefined,
  [{ date: '2026-12-25', name: 'Christmas: day' }],
  [
    { date: '2026-11-26', through: '2026-11-27', name: 'Thanksgiving', closes: true },
    { date: '2027-01-01', name: 'New Year' },
  ],
);

const presence: fc.Arbitrary<PresenceSource | undefined> = fc.constantFrom(
  undefined,
  { kind: 'heartbeat' },
  { kind: 'libraryh3lp', host: 'chat.example.org', scheme: 'https', name: 'desk', domain: 'im.example.org' },
  { kind: 'libanswers', host: 'api.example.org:8443', scheme: 'https', widget: '7' },
  { kind: 'xmpp', host: 'chat.example.org', scheme: 'https', jid: 'desk@chat.example.org' },
);
const languages = fc.constantFrom(undefined, [], ['fr'], ['zh-Hant', 'am']);
const pageWords = fc.constantFrom(undefined, { hide: [], show: ['veterans'] }, { hide: ['ferret'], show: [] });
const spoken = fc.constantFrom<string[] | undefined>(undefined, ['en'], ['es', 'en']);
const urgent = fc.constantFrom(
  undefined,
  { text: 'In a crisis? Call or text 988.', phone: '988' },
  { text: 'Help at once: "yes"', translations: { es: 'Ayuda: "sí"' }, page: 'https://help.example.org/' },
);
const afterClosingMin = fc.constantFrom(undefined, 0, 45, 120, 1440);
const escalation = fc.constantFrom(
  undefined,
  { localMin: 5, statewideMin: 15, globalMin: 60, atOnce: ['statewide', 'global'] },
  { localMin: 5, statewideMin: 15, globalMin: 60, atOnce: [] },
);

const standard = fc.constantFrom(
  undefined,
  { disabled: [], weights: {}, rules: [] },
  {
    disabled: ['vendor-databases', 'phone'],
    weights: { 'home-tag': 4.5, reviewed: 2 },
    rules: [
      { id: 'named', title: 'A tag named "help"', weight: 2, kind: 'placement' as const, placement: 'help' },
      { id: 'cards', title: '- cards: printed', weight: 0.5, kind: 'word' as const },
    ],
  },
);

const keyPages: fc.Arbitrary<CooperativeKeyPage[]> = fc.uniqueArray(
  fc
    .record({
      name,
      kind: absent(fc.constantFrom('home', 'no-results', 'barrier')),
      pattern: absent(fc.constantFrom('/', '/record/:id', '/branches/:slug')),
      placement: fc.constantFrom('header', 'no-results', '7'),
      viewport: absent(fc.constantFrom('phone', 'tablet', 'desktop')),
      minPatterns: fc.integer({ min: 1, max: 2000 }),
      weight: fc.double({ min: 0.001, max: 1000, noNaN: true }),
    })
    .map((page) => said(page) as CooperativeKeyPage),
  { selector: (page) => page.name, maxLength: 4 },
);

const origins = fc.uniqueArray(
  fc
    .tuple(
      fc.constantFrom('https://', 'http://', 'https://*.'),
      fc.stringMatching(/^[a-z]{1,6}$/),
      fc.constantFrom('', ':8443'),
    )
    .map(([scheme, host, port]) => `${scheme}${host}.example.org${port}`),
  { maxLength: 4 },
);

const queue = (tier: CooperativeQueue['tier'], given: fc.Arbitrary<string>): fc.Arbitrary<CooperativeQueue> =>
  fc
    .record({ id: given, name, tier: fc.constant(tier), zone, note, hours, shifts, presence, languages: spoken })
    .map((facts) => ({ ...said(facts), needed: [] }));

const branches = fc.uniqueArray(
  fc
    .record({
      id,
      name,
      fallback: fc.constantFrom({}, { phone: '410-555-0101' }, { page: 'https://www.example.org/a' }),
    })
    .map(said),
  { selector: (branch) => branch.id, maxLength: 4 },
);

const library = (localIds: string[]): fc.Arbitrary<CooperativeLibrary> =>
  fc
    .record({
      id,
      name,
      zone,
      live: fc.boolean(),
      origins,
      branches,
      keyPages,
      local: fc.constantFrom(undefined, ...localIds),
      chat: absent(fc.constant('https://chat.example.org/a?b=c#d')),
      phone: absent(fc.constant('410-555-0100')),
      page: absent(fc.constant('https://www.example.org/ask')),
    })
    .map(({ local, chat, phone, page, ...rest }) => ({
      ...rest,
      queues: said({
        local: local === undefined ? undefined : said({ queue: local, chat }),
        statewide: said({ queue: 'state-wide-desk', chat }),
      }),
      fallback: said({ phone, page }),
    }));

/** Cooperatives that are right, as parsing a file gives them. */
export const aCooperative: fc.Arbitrary<Cooperative> = fc
  .uniqueArray(id, { minLength: 0, maxLength: 3 })
  .chain((localIds) =>
    fc.record({
      cooperative: fc
        .record({ name, note, escalation, pageWords, languages, urgent, afterClosingMin, sharedHours, holidays })
        .map(said),
      standard,
      queues: fc.tuple(
        queue('statewide', fc.constant('state-wide-desk')),
        ...localIds.map((one) => queue('local', fc.constant(one))),
      ),
      libraries: fc.uniqueArray(library(localIds), { selector: ({ id: one }) => one, maxLength: 3 }),
    }),
  )
  .chain(({ queues: [shared, ...local], ...cooperative }) =>
    fc
      .record({ owed: owed(cooperative.libraries.map(({ id: one }) => one)), needed })
      .map(({ owed: shifts, needed: people }) => ({
        ...cooperative,
        queues: [{ ...shared, shifts: [...shared.shifts, ...shifts], needed: people }, ...local],
      })),
  )
  .map((cooperative) => inOrder(said(cooperative) as Cooperative));

// In:    the stored cooperative, and the file's.
// Out:   the rows that an import must write, and each change as text.
import { isDeepStrictEqual } from 'node:util';
import {
  TIERS,
  type Escalation,
  type Exception,
  type Opening,
  type PresenceSource,
  type SharedHours,
  type ShiftRule,
  type Standard,
  type Tier,
  type WeeklyRule,
} from '@askusnow/sdk/contract';
import { mapYielding } from '../platform/yield-event-loop.ts';
import type {
  Cooperative,
  CooperativeBranch,
  CooperativeKeyPage,
  CooperativeLibrary,
  CooperativeQueue,
} from './schema.ts';

interface Entities<T> {
  /** New or changed rows. */
  written: T[];
  removed: T[];
  before: Map<string, T>;
}

export interface Difference {
  cooperative: Cooperative['cooperative'];
  standard: Standard | undefined;
  queues: Entities<CooperativeQueue>;
  libraries: Entities<CooperativeLibrary>;
  /** One line per change; empty: nothing to do. */
  lines: string[];
  /** The lines that change a queue's hours or remove the queue, by its id. */
  hoursLines: Map<string, string[]>;
  /** The lines that change its shifts or remove it. */
  shiftsLines: Map<string, string[]>;
  /** The lines that change what else is registered of it, add or remove it. */
  factsLines: Map<string, string[]>;
  /** The lines that change a library, add or remove it, by its id. */
  libraryLines: Map<string, string[]>;
  /** The lines that change the cooperative's own fields. */
  headLines: string[];
  /** The lines that change the visibility standard. */
  standardLines: string[];
}

const openingWords = ({ open, close }: Opening): string => `${open}-${close}`;
const weekWords = (weekly: WeeklyRule[] | null): string =>
  weekly === null
    ? 'unknown'
    : weekly.map((rule) => `${rule.days.join(' ')} ${openingWords(rule)}`).join('; ') || 'closed all week';
const exceptionWords = ({ through, open, note }: Exception): string =>
  [through && `through ${through}`, open.map(openingWords).join(', ') || 'closed', note].filter(Boolean).join(', ');

/** What a person would compare: a field or list entry as text; an origin has none. */
type Facets = Record<string, string | undefined>;

const hoursFacets = ({ zone, hours }: CooperativeQueue): Facets => ({
  zone,
  'hours.weekly': weekWords(hours.weekly),
  ...Object.fromEntries(
    hours.seasons.map(({ name, from, to, weekly }) => [
      `season from ${from}`,
      `"${name}" to ${to}, ${weekWords(weekly)}`,
    ]),
  ),
  ...Object.fromEntries(
    hours.exceptions.map((exception) => [`exception ${exception.date}`, exceptionWords(exception)]),
  ),
});
/** Shifts of one name do not overlap: days, start and first day identify one. */
const shiftName = ({ label, library, service, days = [], date, start, from }: ShiftRule): string =>
  `shift ${[label && `"${label}"`, library && `of ${library}`, service].filter(Boolean).join(' ')} ${date ?? days.join(' ')} ${start}${from === undefined ? '' : ` from ${from}`}`;
const shiftWords = ({ end, until, except = [], people, endsAtClosing }: ShiftRule): string =>
  [
    `to ${end}`,
    until && `until ${until}`,
    except.length > 0 && `except ${except.join(' ')}`,
    people !== undefined && `${people} people`,
    endsAtClosing && 'ends at closing',
  ]
    .filter(Boolean)
    .join(', ');
const shiftsFacets = ({ shifts, needed }: CooperativeQueue): Facets => ({
  ...Object.fromEntries(shifts.map((shift) => [shiftName(shift), shiftWords(shift)])),
  ...Object.fromEntries(
    needed.map(({ days, start, end, people }) => [`needed ${days.join(' ')} ${start}-${end}`, String(people)]),
  ),
});

const fieldWords = (fields: object): string =>
  Object.entries(fields)
    .map(([field, value]) => `${field} ${value}`)
    .join(', ');
/** jsonb does not keep the order of fields. */
const sortedWords = (fields: object): string => fieldWords(Object.fromEntries(Object.entries(fields).sort()));
/** The names of operators are in the file alone: what has changed is printed, and kept. */
const presenceWords = ({ kind, ...fields }: PresenceSource): string => {
  const { operators, ...rest } = fields as typeof fields & { operators?: readonly unknown[] };
  return [kind, sortedWords(rest), operators && `${operators.length} operators`].filter(Boolean).join(', ');
};
const escalationWords = ({ localMin, statewideMin, globalMin, atOnce }: Escalation): string =>
  `local ${localMin} min, statewide ${statewideMin} min, global ${globalMin} min, at once ${atOnce.join(' and ') || 'none'}`;

const queueFacets = ({ name, tier, note, presence, languages }: CooperativeQueue): Facets => ({
  name,
  tier,
  note,
  presence: presence && presenceWords(presence),
  languages: languages?.join(', '),
});
const pageWordsWords = ({ hide, show }: NonNullable<Cooperative['cooperative']['pageWords']>): string =>
  `hide ${hide.join(' ') || 'none'}, show ${show.join(' ') || 'none'}`;

const serviceWords = ({ name, makeUpDays }: SharedHours['services']['global']): string =>
  `"${name}" ${makeUpDays === null ? 'not made up' : `made up in ${makeUpDays} days`}`;
const sharedHoursWords = ({ services, ...rest }: SharedHours): string =>
  `statewide ${serviceWords(services.statewide)}, global ${serviceWords(services.global)}, ${sortedWords(rest)}`;

const urgentWords = ({
  text,
  translations = {},
  phone,
  page,
}: NonNullable<Cooperative['cooperative']['urgent']>): string =>
  [`${text} (${phone ?? page})`, ...Object.entries(translations).map(([tag, words]) => `${tag}: ${words}`)].join('; ');

const headFacets = ({
  name,
  note,
  escalation,
  pageWords,
  languages,
  urgent,
  policyTopics,
  afterClosingMin,
  sharedHours,
  holidays = [],
}: Cooperative['cooperative']): Facets => ({
  name,
  note,
  pageWords: pageWords && pageWordsWords(pageWords),
  languages: languages && (languages.join(', ') || 'none'),
  escalation: escalation && escalationWords(escalation),
  'urgent line': urgent && urgentWords(urgent),
  'policy topics': policyTopics?.map(({ id, name }) => `${name} (${id})`).join(', '),
  'minutes shown after closing': afterClosingMin?.toString(),
  'shared hours': sharedHours && sharedHoursWords(sharedHours),
  ...Object.fromEntries(holidays.map(({ date, ...holiday }) => [`holiday ${date}`, sortedWords(holiday)])),
});

const standardFacets = ({ disabled = [], weights = {}, rules = [] }: Partial<Standard> = {}): Facets => ({
  ...Object.fromEntries(disabled.map((rule) => [`rule ${rule}`, 'disabled'])),
  ...Object.fromEntries(Object.entries(weights).map(([rule, weight]) => [`weight of ${rule}`, String(weight)])),
  ...Object.fromEntries(rules.map(({ id, ...rule }) => [`own rule ${id}`, sortedWords(rule)])),
});

const useWords = (use: CooperativeLibrary['queues'][Tier]): string | undefined =>
  use && (use.chat ? `${use.queue} at ${use.chat}` : use.queue);

const keyPageWords = ({ name: _name, ...conditions }: CooperativeKeyPage): string => fieldWords(conditions);

const branchWords = ({ name, fallback }: CooperativeBranch): string =>
  [name, fieldWords(fallback)].filter(Boolean).join(', ');

const libraryFacets = ({
  name,
  zone,
  live,
  origins,
  queues,
  fallback,
  branches,
  keyPages,
}: CooperativeLibrary): Facets => ({
  name,
  zone,
  live: String(live),
  ...Object.fromEntries(TIERS.map((tier) => [`queues.${tier}`, useWords(queues[tier])])),
  ...Object.fromEntries(Object.entries(fallback).map(([kind, value]) => [`fallback.${kind}`, value])),
  ...Object.fromEntries(origins.map((origin) => [`origin ${origin}`, ''])),
  ...Object.fromEntries(branches.map((branch) => [`branch ${branch.id}`, branchWords(branch)])),
  ...Object.fromEntries(keyPages.map((page) => [`key page "${page.name}"`, keyPageWords(page)])),
});

/** `library harford, zone: UTC → America/New_York`, one line per changed facet. */
function facetLines(owner: string, before: Facets, after: Facets): string[] {
  const names = Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name]);
  return names.map((name) => {
    const [was, is] = [before[name], after[name]];
    const subject = `${owner}, ${name}`;
    if (was !== undefined && is !== undefined) return `${subject}: ${was} → ${is}`;
    if (was === undefined) return is ? `${subject}: added, ${is}` : `${subject}: added`;
    return was ? `${subject}: removed, was ${was}` : `${subject}: removed; its counts are kept`;
  });
}

async function entities<T extends { id: string }>(before: readonly T[], after: readonly T[]): Promise<Entities<T>> {
  const known = new Map(before.map((one) => [one.id, one]));
  const kept = new Set(after.map(({ id }) => id));
  const isSame = await mapYielding(after, (one) => isDeepStrictEqual(one, known.get(one.id)));
  return {
    before: known,
    written: after.filter((_one, index) => !isSame[index]),
    removed: before.filter(({ id }) => !kept.has(id)),
  };
}

/** The lines of a change; if no text differs, the order of a list does. */
const orElse = (lines: string[], owner: string): string[] =>
  lines.length > 0 ? lines : [`${owner}: the same in another order`];

async function libraryLinesOf({
  before,
  written,
  removed,
}: Entities<CooperativeLibrary>): Promise<Map<string, string[]>> {
  const lines = await mapYielding(written, (library): [string, string[]] => {
    const owner = `library ${library.id}`;
    const was = before.get(library.id);
    return was
      ? [library.id, orElse(facetLines(owner, libraryFacets(was), libraryFacets(library)), owner)]
      : [library.id, [`${owner}: added, ${library.name}`]];
  });
  return new Map([
    ...lines,
    ...removed.map(({ id, name }): [string, string[]] => [
      id,
      [`library ${id}: removed, ${name}; its counts are kept`],
    ]),
  ]);
}

async function queueLines({
  before,
  written,
  removed,
}: Entities<CooperativeQueue>): Promise<Pick<Difference, 'lines' | 'hoursLines' | 'shiftsLines' | 'factsLines'>> {
  const hoursLines = new Map<string, string[]>();
  const shiftsLines = new Map<string, string[]>();
  const factsLines = new Map<string, string[]>();
  const linesOf = (queue: CooperativeQueue): string[] => {
    const owner = `queue ${queue.id}`;
    const was = before.get(queue.id);
    if (!was) {
      const added = [`${owner}: added, ${queue.name}`];
      factsLines.set(queue.id, added);
      return added;
    }
    const hours = facetLines(owner, hoursFacets(was), hoursFacets(queue));
    const shifts = facetLines(owner, shiftsFacets(was), shiftsFacets(queue));
    const facts = facetLines(owner, queueFacets(was), queueFacets(queue));
    const zone = was.zone === queue.zone ? [] : [`${owner}, zone: ${was.zone} → ${queue.zone}`];
    hoursLines.set(queue.id, hours);
    shiftsLines.set(queue.id, shifts);
    factsLines.set(queue.id, [...facts, ...zone]);
    return orElse([...facts, ...hours, ...shifts], owner);
  };
  const lines = (await mapYielding(written, linesOf)).flat();
  for (const { id, name } of removed) {
    const line = `queue ${id}: removed, ${name}`;
    lines.push(line);
    hoursLines.set(id, [line]);
    shiftsLines.set(id, [line]);
    factsLines.set(id, [line]);
  }
  return { lines, hoursLines, shiftsLines, factsLines };
}

/** `before` is undefined before the first import. */
export async function difference(before: Cooperative | undefined, after: Cooperative): Promise<Difference> {
  const queues = await entities(before?.queues ?? [], after.queues);
  const libraries = await entities(before?.libraries ?? [], after.libraries);
  const { lines, ...ofQueues } = await queueLines(queues);
  const libraryLines = await libraryLinesOf(libraries);
  const head = before
    ? facetLines('cooperative', headFacets(before.cooperative), headFacets(after.cooperative))
    : [`cooperative: added, ${after.cooperative.name}`];
  const standardLines = facetLines('standard', standardFacets(before?.standard), standardFacets(after.standard));
  return {
    cooperative: after.cooperative,
    standard: after.standard,
    queues,
    libraries,
    lines: [...head, ...standardLines, ...lines, ...[...libraryLines.values()].flat()],
    ...ofQueues,
    libraryLines,
    headLines: head,
    standardLines,
  };
}

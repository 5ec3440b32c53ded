// In:    the cooperative as it is stored, and as the file says it.
// Out:   what an import has to write, and every change in words.
// Never: a database.
import { isDeepStrictEqual } from 'node:util';
import { TIERS, type Exception, type Opening, type Tier, type WeeklyRule } from '@askusnow/sdk/contract';
import type { Cooperative, CooperativeKeyPage, CooperativeLibrary, CooperativeQueue } from './schema.ts';

interface Entities<T> {
  /** New or different: to be written. */
  written: T[];
  removed: T[];
  before: Map<string, T>;
}

export interface Difference {
  cooperative: Cooperative['cooperative'];
  queues: Entities<CooperativeQueue>;
  libraries: Entities<CooperativeLibrary>;
  /** One change each, as a person reads it; empty: nothing to do. */
  lines: string[];
  /** Those lines that change a queue's hours or remove the queue, by its id. */
  hoursLines: Map<string, string[]>;
}

const openingWords = ({ open, close }: Opening): string => `${open}-${close}`;
const weekWords = (weekly: WeeklyRule[] | null): string =>
  weekly === null
    ? 'unknown'
    : weekly.map((rule) => `${rule.days.join(' ')} ${openingWords(rule)}`).join('; ') || 'closed all week';
const exceptionWords = ({ through, open, note }: Exception): string =>
  [through && `through ${through}`, open.map(openingWords).join(', ') || 'closed', note].filter(Boolean).join(', ');

/** What a person would compare: a field, or an entry of a list, each with its words; an origin has none. */
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
const queueFacets = ({ name, tier, note }: CooperativeQueue): Facets => ({ name, tier, note });

const useWords = (use: CooperativeLibrary['queues'][Tier]): string | undefined =>
  use && (use.chat ? `${use.queue} at ${use.chat}` : use.queue);

const keyPageWords = ({ name: _name, ...conditions }: CooperativeKeyPage): string =>
  Object.entries(conditions)
    .map(([field, value]) => `${field} ${value}`)
    .join(', ');

const libraryFacets = ({ name, zone, live, origins, queues, fallback, keyPages }: CooperativeLibrary): Facets => ({
  name,
  zone,
  live: String(live),
  ...Object.fromEntries(TIERS.map((tier) => [`queues.${tier}`, useWords(queues[tier])])),
  ...Object.fromEntries(Object.entries(fallback).map(([kind, value]) => [`fallback.${kind}`, value])),
  ...Object.fromEntries(origins.map((origin) => [`origin ${origin}`, ''])),
  ...Object.fromEntries(keyPages.map((page) => [`key page "${page.name}"`, keyPageWords(page)])),
});

/** `library harford, zone: UTC → America/New_York`, one per facet that differs. */
function facetLines(owner: string, before: Facets, after: Facets): string[] {
  const names = Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name]);
  return names.map((name) => {
    const [was, is] = [before[name], after[name]];
    const subject = `${owner}, ${name}`;
    if (was !== undefined && is !== undefined) return `${subject}: ${was} → ${is}`;
    if (was === undefined) return is ? `${subject}: added, ${is}` : `${subject}: added`;
    return was ? `${subject}: removed, was ${was}` : `${subject}: removed; what was counted there is kept`;
  });
}

function entities<T extends { id: string }>(before: readonly T[], after: readonly T[]): Entities<T> {
  const known = new Map(before.map((one) => [one.id, one]));
  const kept = new Set(after.map(({ id }) => id));
  return {
    before: known,
    written: after.filter((one) => !isDeepStrictEqual(one, known.get(one.id))),
    removed: before.filter(({ id }) => !kept.has(id)),
  };
}

/** Lines of a change; where the words are the same, the order of a list is not. */
const orElse = (lines: string[], owner: string): string[] =>
  lines.length > 0 ? lines : [`${owner}: the same in another order`];

function libraryLines({ before, written, removed }: Entities<CooperativeLibrary>): string[] {
  const lines = written.flatMap((library) => {
    const owner = `library ${library.id}`;
    const was = before.get(library.id);
    return was
      ? orElse(facetLines(owner, libraryFacets(was), libraryFacets(library)), owner)
      : [`${owner}: added, ${library.name}`];
  });
  return [
    ...lines,
    ...removed.map(({ id, name }) => `library ${id}: removed, ${name}; what was counted for it is kept`),
  ];
}

function queueLines({ before, written, removed }: Entities<CooperativeQueue>): {
  lines: string[];
  hoursLines: Map<string, string[]>;
} {
  const hoursLines = new Map<string, string[]>();
  const lines = written.flatMap((queue) => {
    const owner = `queue ${queue.id}`;
    const was = before.get(queue.id);
    if (!was) return [`${owner}: added, ${queue.name}`];
    const hours = facetLines(owner, hoursFacets(was), hoursFacets(queue));
    if (hours.length > 0) hoursLines.set(queue.id, hours);
    return orElse([...facetLines(owner, queueFacets(was), queueFacets(queue)), ...hours], owner);
  });
  for (const { id, name } of removed) {
    const line = `queue ${id}: removed, ${name}`;
    lines.push(line);
    hoursLines.set(id, [line]);
  }
  return { lines, hoursLines };
}

/** `before` is undefined where nothing was imported yet. */
export function difference(before: Cooperative | undefined, after: Cooperative): Difference {
  const queues = entities(before?.queues ?? [], after.queues);
  const libraries = entities(before?.libraries ?? [], after.libraries);
  const { lines, hoursLines } = queueLines(queues);
  const head = before
    ? facetLines('cooperative', before.cooperative, after.cooperative)
    : [`cooperative: added, ${after.cooperative.name}`];
  return {
    cooperative: after.cooperative,
    queues,
    libraries,
    lines: [...head, ...lines, ...libraryLines(libraries)],
    hoursLines,
  };
}

// A cooperative's file with every public library system of the United States: names and states from the Public Libraries
// Survey's CSV where one is given, made up at the same count where none is. Desks, hours, shifts and sources are made up.
import { readFileSync } from 'node:fs';
import { aRandom } from '../support/data/random.ts';

/** Library systems ("administrative entities") in the survey of fiscal year 2022. */
export const NATION_COUNT = 9_248;

/** The zone of most of a state's people. */
const ZONES: Record<string, string> = {
  ...zones('America/New_York', 'CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV'),
  ...zones('America/Chicago', 'AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI'),
  ...zones('America/Denver', 'CO ID MT NM UT WY'),
  ...zones('America/Los_Angeles', 'CA NV OR WA'),
  AK: 'America/Anchorage',
  AS: 'Pacific/Pago_Pago',
  AZ: 'America/Phoenix',
  GU: 'Pacific/Guam',
  HI: 'Pacific/Honolulu',
  MP: 'Pacific/Guam',
  PR: 'America/Puerto_Rico',
  VI: 'America/Puerto_Rico',
};

function zones(zone: string, states: string): Record<string, string> {
  return Object.fromEntries(states.split(' ').map((state) => [state, zone]));
}

interface System {
  id: string;
  name: string;
  state: string;
}

/** The survey's own ids are not unique among systems. */
const toSystem = (index: number, name: string, state: string): System => ({
  id: `${state.toLowerCase()}${String(index + 1).padStart(4, '0')}`,
  name,
  state,
});

const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
  );

/** A table of systems with a column for the name and one for the state. */
function readSystems(path: string): System[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').split(/\r?\n/).filter(Boolean);
  const columns = cellsOf(head);
  const [name, state] = [columns.indexOf('name'), columns.indexOf('state')];
  if (name < 0 || state < 0) throw new Error(`${path}: should have the columns name and state`);
  return lines.map((line, index) => {
    const cells = cellsOf(line);
    return toSystem(index, cells[name]!.trim().slice(0, 110), cells[state]!);
  });
}

function inventSystems(random: () => number, count: number): System[] {
  const states = Object.keys(ZONES);
  return Array.from({ length: count }, (_, index) => {
    const state = states[Math.floor(random() * states.length)]!;
    return toSystem(index, `Public Library System ${index + 1} of ${state}`, state);
  });
}

const clock = (halfHours: number): string =>
  `${String(Math.floor(halfHours / 2)).padStart(2, '0')}:${halfHours % 2 ? '30' : '00'}`;

/** A desk of its own hours; one in ten has shifts, one in five says by heartbeat whether somebody is there. */
function deskOf({ id, name, state }: System, random: () => number): string {
  const opens = 16 + Math.floor(random() * 5);
  const closes = 34 + Math.floor(random() * 10);
  const days = '[mo, tu, we, th, fr]';
  const shifts =
    random() < 0.1
      ? [
          'shifts:',
          `  - { label: Morning, days: ${days}, start: '${clock(opens)}', end: '13:00' }`,
          `  - { label: Afternoon, days: ${days}, start: '13:00', end: '${clock(closes)}' }`,
        ]
      : [];
  return [
    `- id: desk-${id}`,
    ...[
      `name: ${JSON.stringify(`${name} desk`)}`,
      'tier: local',
      `zone: ${ZONES[state] ?? 'America/New_York'}`,
      'hours:',
      '  weekly:',
      `    - { days: ${days}, open: '${clock(opens)}', close: '${clock(closes)}' }`,
      ...(random() < 0.7
        ? [`    - { days: [sa], open: '10:00', close: '${clock(26 + Math.floor(random() * 8))}' }`]
        : []),
      '  exceptions:',
      '    - { date: 2026-12-24, through: 2026-12-26, open: [], note: Christmas }',
      '    - { date: 2027-01-01, open: [], note: New Year }',
      ...shifts,
      ...(random() < 0.2 ? ['presence: { kind: heartbeat }'] : []),
    ].map((line) => `  ${line}`),
  ]
    .map((line) => `  ${line}`)
    .join('\n');
}

const libraryOf = ({ id, name, state }: System): string =>
  [
    `- id: ${id}`,
    ...[
      `name: ${JSON.stringify(name)}`,
      `zone: ${ZONES[state] ?? 'America/New_York'}`,
      'live: true',
      `origins: ['https://${id}.library.example', 'https://catalog.${id}.library.example']`,
      'queues:',
      `  local: { queue: desk-${id}, chat: 'https://chat.example/${id}' }`,
      `  statewide: { queue: statewide, chat: 'https://chat.example/statewide' }`,
      `  global: { queue: global, chat: 'https://chat.example/global' }`,
      `fallback: { phone: 555-0100, form: 'https://${id}.library.example/ask' }`,
      'keyPages:',
      `  - { name: Home page, origin: 'https://${id}.library.example', pattern: / }`,
      `  - { name: Catalog, origin: 'https://catalog.${id}.library.example', minPatterns: 3 }`,
    ].map((line) => `  ${line}`),
  ]
    .map((line) => `  ${line}`)
    .join('\n');

const sharedDesk = (tier: string, open: string, close: string): string =>
  `  - id: ${tier}
    name: The ${tier} desk
    tier: ${tier}
    zone: America/New_York
    hours: { weekly: [{ days: [mo, tu, we, th, fr, sa, su], open: '${open}', close: '${close}' }] }
    presence: { kind: heartbeat }`;

export interface NationFile {
  text: string;
  libraries: string[];
  /** Where the names come from, in words. */
  source: string;
}

/** The same file for the same list or count, in every run. */
export function nationFile(csvPath: string | undefined, count = NATION_COUNT): NationFile {
  const random = aRandom(2022);
  const systems = csvPath === undefined ? inventSystems(random, count) : readSystems(csvPath);
  const text = [
    'cooperative: { name: A nation of libraries }',
    'queues:',
    sharedDesk('statewide', '09:00', '22:00'),
    sharedDesk('global', '00:00', '24:00'),
    ...systems.map((system) => deskOf(system, random)),
    'libraries:',
    ...systems.map(libraryOf),
  ].join('\n');
  const source = csvPath === undefined ? 'made up at the count of the survey of 2022' : `named by ${csvPath}`;
  return { text: `${text}\n`, libraries: systems.map(({ id }) => id), source };
}

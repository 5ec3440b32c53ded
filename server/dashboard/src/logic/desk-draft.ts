// A desk's registration as a form has it: one text per field, and back.
import type { DeskRegistration, StoredDesk, Tier } from '@askusnow/sdk';

type Source = NonNullable<DeskRegistration['presence']>;
export type SourceKind = Source['kind'];

/** What each kind of source asks for; the server fills in what is usual where it is left empty. */
export const SOURCE_FIELDS: Record<SourceKind, readonly string[]> = {
  libraryh3lp: ['host', 'name', 'domain'],
  libanswers: ['host', 'widget'],
  libchat: ['host', 'iid', 'user', 'department', 'cooperative'],
  chatwoot: ['host', 'inbox'],
  xmpp: ['host', 'jid'],
  heartbeat: [],
};

export interface TypedDesk {
  name: string;
  tier: Tier;
  zone: string;
  note: string;
  /** As people write a list: "en, es". */
  languages: string;
  /** '': none. */
  kind: SourceKind | '';
  source: Readonly<Record<string, string>>;
  /** Of a source that names them, one a line: "Avery Sample: Harford County". */
  operators: string;
}

type Libraries = readonly { id: string; name: string }[];
type Operator = { name: string; library: string };

/** Whether the source names its operators, who stand for libraries of a shared desk. */
export const namesOperators = ({ kind, tier }: Pick<TypedDesk, 'kind' | 'tier'>): boolean =>
  kind === 'chatwoot' && tier !== 'local';

const toLines = (operators: readonly Operator[], libraries: Libraries): string =>
  operators
    .map(({ name, library }) => `${name}: ${libraries.find(({ id }) => id === library)?.name ?? library}`)
    .join('\n');

/** A library that is not known stays as it is typed: the server refuses it. */
const toOperators = (lines: string, libraries: Libraries): Operator[] =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const colon = line.lastIndexOf(':');
      const [name, typed] = [line.slice(0, Math.max(colon, 0)).trim(), line.slice(colon + 1).trim()];
      const known = libraries.find((each) => each.name.toLowerCase() === typed.toLowerCase());
      return { name, library: known?.id ?? typed };
    });

/** Of a new entry: that of the desks, or the browser's where there are none. */
export const usualZone = (desks: readonly StoredDesk[]): string =>
  desks[0]?.registration.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

export function toTypedDesk(
  { name, tier, zone, note = '', languages = [], presence }: DeskRegistration,
  libraries: Libraries,
): TypedDesk {
  const { kind = '', operators = [], ...source } = (presence ?? {}) as Partial<Source> & { operators?: Operator[] };
  return {
    ...{ name, tier, zone, note, kind },
    languages: languages.join(', '),
    // All texts, of any kind.
    source: source as Record<string, string>,
    operators: toLines(operators, libraries),
  };
}

export function toDesk(
  { name, tier, zone, note, languages, kind, source, operators: lines }: TypedDesk,
  libraries: Libraries,
): DeskRegistration {
  const operators = namesOperators({ kind, tier }) ? toOperators(lines, libraries) : [];
  const named = operators.length === 0 ? {} : { operators };
  const spoken = languages.split(/[\s,]+/).filter(Boolean);
  const fields = kind === '' ? [] : [...SOURCE_FIELDS[kind], 'scheme'];
  const given = fields.flatMap((each) => (source[each]?.trim() ? [[each, source[each].trim()]] : []));
  return {
    ...{ name: name.trim(), tier, zone: zone.trim() },
    ...(note.trim() === '' ? {} : { note: note.trim() }),
    ...(spoken.length === 0 ? {} : { languages: spoken }),
    // The server checks it as it checks the file.
    ...(kind === '' ? {} : { presence: { kind, ...Object.fromEntries(given), ...named } as Source }),
  };
}

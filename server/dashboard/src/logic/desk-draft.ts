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
}

/** Of a new entry: that of the desks, or the browser's where there are none. */
export const usualZone = (desks: readonly StoredDesk[]): string =>
  desks[0]?.registration.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

export function toTypedDesk({ name, tier, zone, note = '', languages = [], presence }: DeskRegistration): TypedDesk {
  const { kind = '', ...source } = presence ?? {};
  return {
    ...{ name, tier, zone, note, kind },
    languages: languages.join(', '),
    // All texts, of any kind.
    source: source as Record<string, string>,
  };
}

export function toDesk({ name, tier, zone, note, languages, kind, source }: TypedDesk): DeskRegistration {
  const spoken = languages.split(/[\s,]+/).filter(Boolean);
  const fields = kind === '' ? [] : [...SOURCE_FIELDS[kind], 'scheme'];
  const given = fields.flatMap((each) => (source[each]?.trim() ? [[each, source[each].trim()]] : []));
  return {
    ...{ name: name.trim(), tier, zone: zone.trim() },
    ...(note.trim() === '' ? {} : { note: note.trim() }),
    ...(spoken.length === 0 ? {} : { languages: spoken }),
    // The server checks it as it checks the file.
    ...(kind === '' ? {} : { presence: { kind, ...Object.fromEntries(given) } as Source }),
  };
}

// A library's registration as a form has it: one text per field, and back.
import { TIERS, type LibraryRegistration, type NewRegistrations, type StoredDesk, type Tier } from '@askusnow/sdk';
import { idOfName } from '@askusnow/server/id-of-name';
import { usualZone } from './desk-draft.js';

type KeyPage = LibraryRegistration['keyPages'][number];
/** A key page in a form: '' is not said. */
export type TypedKeyPage = Record<'name' | 'kind' | 'origin' | 'pattern' | 'placement', string> & {
  /** What the form does not show. */
  more: Pick<KeyPage, 'viewport' | 'minPatterns' | 'weight'>;
};

/** A branch in a form. Its id is made of its name when it is saved first. */
export type TypedBranch = Record<'name' | 'phone' | 'form' | 'page', string> & { id: string | null };

export interface TypedRegistration {
  name: string;
  zone: string;
  live: boolean;
  /** One site per line. */
  sites: string;
  desks: Record<Tier, { queue: string; chat: string }>;
  phone: string;
  form: string;
  page: string;
  branches: readonly TypedBranch[];
  keyPages: readonly TypedKeyPage[];
}

const NEW_KEY_PAGE: TypedKeyPage['more'] = { minPatterns: 1, weight: 1 };
export const aKeyPage = (): TypedKeyPage => ({
  ...{ name: '', kind: '', origin: '', pattern: '', placement: '' },
  more: NEW_KEY_PAGE,
});

export const aBranch = (): TypedBranch => ({ id: null, name: '', phone: '', form: '', page: '' });

const NO_DESK = { queue: '', chat: '' };

/** A library that is new: patrons of every library share the statewide and the global desk. */
export function aLibrary(known: readonly StoredDesk[]): TypedRegistration {
  const queueOf = (tier: Tier): string => known.find(({ registration }) => registration.tier === tier)?.id ?? '';
  return {
    ...{ name: '', zone: usualZone(known), live: false, sites: '' },
    desks: {
      local: NO_DESK,
      statewide: { queue: queueOf('statewide'), chat: '' },
      global: { queue: queueOf('global'), chat: '' },
    },
    ...{ phone: '', form: '', page: '', branches: [], keyPages: [] },
  };
}

/** `ownDesk`: the name of its own desk; null: it has none. `known`: the desks that there are. */
export function toNew(
  typed: TypedRegistration,
  ownDesk: string | null,
  known: readonly StoredDesk[],
): NewRegistrations {
  const id = idOfName(typed.name, 'library');
  if (ownDesk === null) return { desks: [], libraries: [{ id, registration: toRegistration(typed) }] };
  const { desks, zone } = typed;
  const queue = `${id.slice(0, 35)}-desk`;
  const own = { name: ownDesk, tier: 'local', zone: zone.trim() } as const;
  return {
    desks: known.some((desk) => desk.id === queue) ? [] : [{ id: queue, registration: own }],
    libraries: [
      { id, registration: toRegistration({ ...typed, desks: { ...desks, local: { ...desks.local, queue } } }) },
    ],
  };
}

export function toTyped({
  name,
  zone,
  live,
  origins,
  queues,
  fallback,
  branches = [],
  keyPages,
}: LibraryRegistration): TypedRegistration {
  const desk = (tier: Tier) => ({ queue: queues[tier]?.queue ?? '', chat: queues[tier]?.chat ?? '' });
  const { phone = '', form = '', page = '' } = fallback;
  return {
    ...{ name, zone, live, phone, form, page },
    sites: origins.join('\n'),
    desks: { local: desk('local'), statewide: desk('statewide'), global: desk('global') },
    branches: branches.map(({ fallback: { phone = '', form = '', page = '' }, ...branch }) => ({
      ...branch,
      ...{ phone, form, page },
    })),
    keyPages: keyPages.map(({ name, kind = '', origin = '', pattern = '', placement = '', ...more }) => ({
      ...{ name, kind, origin, pattern, placement, more },
    })),
  };
}

/** Without what is empty. */
const given = <T extends Record<string, string>>(fields: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, text]) => (text.trim() === '' ? [] : [[name, text.trim()]])),
  ) as Partial<T>;

function toBranches(typed: readonly TypedBranch[]): NonNullable<LibraryRegistration['branches']> {
  const taken = typed.flatMap(({ id }) => id ?? []);
  return typed.map(({ id, name, ...fallback }) => {
    const own = id ?? idOfName(name, 'branch', taken);
    taken.push(own);
    return { id: own, name: name.trim(), fallback: given(fallback) };
  });
}

export function toRegistration(typed: TypedRegistration): LibraryRegistration {
  const { name, zone, live, sites, desks, phone, form, page, branches, keyPages } = typed;
  const queues = TIERS.flatMap((tier) => {
    const { queue, chat } = desks[tier];
    return queue === '' ? [] : [[tier, { queue, ...given({ chat }) }] as const];
  });
  return {
    ...{ name: name.trim(), zone: zone.trim(), live },
    origins: sites.split('\n').flatMap((line) => line.trim() || []),
    queues: Object.fromEntries(queues),
    fallback: given({ phone, form, page }),
    branches: toBranches(branches),
    keyPages: keyPages.map(({ name: title, more, ...conditions }) => ({
      ...{ name: title.trim(), ...more },
      ...(given(conditions) as Partial<KeyPage>),
    })),
  };
}

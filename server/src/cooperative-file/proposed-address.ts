// In:    an address that somebody proposes; what is registered of the library.
// Out:   what its registration would have besides, or what is wrong by its field; the registration with it.
// Never: has rules of its own for sites and key pages: those of the cooperative's file hold.
import type { AskedAddress, LibraryRegistration, PageKind, Tier } from '@askusnow/sdk/contract';
import { toPagePattern } from '@askusnow/sdk/page-pattern';
import { createOriginMatcher } from '../cooperative/origin.ts';
import { invalid, Refusal } from '../platform/refusal.ts';
import { KIND_NAMES } from '../visibility/standard/sentences.ts';
import { addressFault } from './address.ts';
import { toRegisteredLibrary } from './registration.ts';

/** A site, and a key page of it. */
export interface Proposed {
  /** As browsers name it. */
  origin: string;
  page: { name: string; kind: PageKind; pattern: string } | null;
}

type Registered = Pick<LibraryRegistration, 'origins' | 'keyPages'>;
type Desks = readonly { id: string; tier: Tier }[];

const refuse = (field: keyof AskedAddress, message: string): Refusal => invalid([{ field, message }]);

/** The registered site that has the origin, which may stand for several; undefined: none. */
export const registeredOrigin = (origins: readonly string[], origin: string): string | undefined =>
  createOriginMatcher(origins.map((each) => ({ origin: each })))(origin)?.origin;

const keyPageAt = ({ origins, keyPages }: Registered, { origin, page }: Proposed) => {
  const site = registeredOrigin(origins, origin);
  return keyPages.find(
    (each) =>
      each.origin === site &&
      each.pattern === page?.pattern &&
      each.placement === undefined &&
      each.viewport === undefined,
  );
};

const titled = (kind: PageKind): string => KIND_NAMES[kind].charAt(0).toUpperCase() + KIND_NAMES[kind].slice(1);

/** With a number where another key page has the name. */
function freeName(wanted: string, keyPages: Registered['keyPages']): string {
  const taken = new Set(keyPages.map(({ name }) => name));
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted} ${number}`;
  return name;
}

/** The registration with what is proposed; the same one where it has that already. */
export function withProposed<R extends Registered>(registration: R, proposed: Proposed): R {
  const { origins, keyPages } = registration;
  const { origin, page } = proposed;
  const site = registeredOrigin(origins, origin);
  const isThere = page === null || keyPageAt(registration, proposed) !== undefined;
  if (site !== undefined && isThere) return registration;
  return {
    ...registration,
    origins: site === undefined ? [...origins, origin] : origins,
    keyPages: isThere
      ? keyPages
      : [
          ...keyPages,
          { ...page, name: freeName(page.name, keyPages), origin: site ?? origin, minPatterns: 1, weight: 1 },
        ],
  };
}

/** Where a fault of the registration stands in what was typed. */
function fieldOf(path: string): keyof AskedAddress {
  if (path.endsWith('.name')) return 'name';
  return /\.keyPages\.\d+$/.test(path) ? 'kind' : 'address';
}

/** Errors: Refusal 422, with the fields of the request. */
export function toProposed(
  { address, kind, name }: AskedAddress,
  library: { id: string; registration: LibraryRegistration; desks: Desks },
): Proposed {
  const fault = addressFault(address);
  if (fault !== undefined) throw refuse('address', fault);
  const { origin, pathname, search, hash } = new URL(address);
  if (search !== '' || hash !== '')
    throw refuse('address', 'should end before “?” and “#”: what follows may name a patron');
  const { registration } = library;
  if (kind === null) {
    if (registeredOrigin(registration.origins, origin) !== undefined)
      throw refuse('kind', 'should say what the page is: its site is registered already');
    if (name !== '') throw refuse('name', 'should be empty: a site alone has no name');
  }
  const page = kind && {
    kind,
    name: name === '' ? freeName(titled(kind), registration.keyPages) : name,
    pattern: toPagePattern(pathname),
  };
  const proposed = { origin, page };
  const there = page && keyPageAt(registration, proposed);
  if (there) throw refuse('address', `should be a page that is no key page yet: this one is “${there.name}”`);
  if (name !== '' && registration.keyPages.some((each) => each.name === name))
    throw refuse('name', 'should be a name that no other key page has');
  try {
    toRegisteredLibrary(library.id, withProposed(registration, proposed), library.desks);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw invalid((error.more.errors ?? []).map(({ field, message }) => ({ field: fieldOf(field), message })));
  }
  return proposed;
}

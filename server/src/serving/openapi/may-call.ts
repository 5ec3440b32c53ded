// In:    the access that a route declares, whether it writes, and the scope with which an API token may read it.
// Out:   who may call it, as a sentence of the API's description.
import type { Access, TokenScope } from '@askusnow/sdk/contract';
import { needsSession, type RouteUse } from '../../accounts/access.ts';

const CALLERS: Readonly<Record<Access, string>> = {
  anyone: 'For anyone, without a session.',
  'registered-origin': "For pages of the library's registered sites.",
  bearer: 'For the holder of the token.',
  'own-account': 'For any account, about itself.',
  'any-account': 'For any account.',
  'any-person': 'For any account but that of a desk.',
  'signed-in': 'For any account but that of a provider.',
  'own-library': 'For liaisons and viewers of the library, and for coordinators.',
  'own-queue': 'For liaisons and viewers of a library that uses the desk, and for coordinators.',
  'editable-queue': 'For liaisons of a library that alone uses the desk, and for coordinators.',
  'own-desk': 'For the account of the desk, for liaisons and viewers of a library that uses it, and for coordinators.',
  'attended-desk': 'For the account of the desk, for liaisons of a library that alone uses it, and for coordinators.',
  staff: 'For liaisons, viewers and coordinators.',
  coordinator: 'For coordinators.',
};

export function mayCall({ access, isWrite }: RouteUse, scope: TokenScope | undefined): string {
  const isForViewers = !isWrite || !needsSession(access) || access === 'own-account';
  const callers = isForViewers
    ? CALLERS[access]
    : CALLERS[access]
        .replace(' and viewers', '')
        .replace(', viewers', '')
        .replace(/^For any account(.*)\.$/, 'For any account$1, except viewers.');
  return scope === undefined ? callers : `${callers} An API token with the scope \`${scope}\` may call it, too.`;
}

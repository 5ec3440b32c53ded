// In:    the access that a route declares, whether it writes, and the scope with which an API token may read it.
// Out:   who may call it, as a sentence of the API's description.
import type { Access, TokenScope } from '@askusnow/sdk/contract';
import type { RouteUse } from '../../accounts/access.ts';

/** A viewer changes nothing but its own account. */
function callersOf({ access, isWrite }: RouteUse): string {
  const staff = isWrite ? 'liaisons' : 'liaisons and viewers';
  const exception = isWrite ? ', except viewers' : '';
  const callers: Readonly<Record<Access, string>> = {
    anyone: 'For anyone, without a session.',
    'registered-origin': "For pages of the library's registered sites.",
    bearer: 'For the holder of the token.',
    'own-account': 'For any account, about itself.',
    'any-account': `For any account${exception}.`,
    'any-person': `For any account but that of a desk${exception}.`,
    'signed-in': `For any account but that of a provider${exception}.`,
    'own-library': `For ${staff} of the library, and for coordinators.`,
    'own-queue': `For ${staff} of a library that uses the desk, and for coordinators.`,
    'editable-queue': 'For liaisons of a library that alone uses the desk, and for coordinators.',
    'own-desk': `For the account of the desk, for ${staff} of a library that uses it, and for coordinators.`,
    'attended-desk': 'For the account of the desk, for liaisons of a library that alone uses it, and for coordinators.',
    staff: isWrite ? 'For liaisons and coordinators.' : 'For liaisons, viewers and coordinators.',
    coordinator: 'For coordinators.',
  };
  return callers[access];
}

export const mayCall = (use: RouteUse, scope: TokenScope | undefined): string =>
  scope === undefined ? callersOf(use) : `${callersOf(use)} An API token with the scope \`${scope}\` may call it, too.`;

// In:    the access that a route declares, and the scope with which an API token may read it.
// Out:   who may call it, as a sentence of the API's description.
import type { Access, TokenScope } from '@askusnow/sdk/contract';

const CALLERS: Readonly<Record<Access, string>> = {
  anyone: 'For anyone, without a session.',
  'registered-origin': "For pages of the library's registered sites.",
  bearer: 'For who holds the token.',
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

export const mayCall = (access: Access, scope: TokenScope | undefined): string =>
  scope === undefined
    ? CALLERS[access]
    : `${CALLERS[access]} An API token with the scope \`${scope}\` may call it, too.`;

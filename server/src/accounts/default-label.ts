// In:    a role; the names of its libraries or desks.
// Out:   the default label of an account.
// Never: a person's name: a label describes a function.
import type { Role } from '@askusnow/sdk/contract';

/** Max length. Units: characters. */
export const MAX_LABEL = 80;

const ROLE_NAMES = { liaison: 'Liaison', viewer: 'Viewer', provider: 'Provider', desk: 'Desk' } as const;

/** "Liaison: Harford County Public Library" */
export const defaultLabel = (role: Role, names: readonly string[]): string =>
  role === 'coordinator'
    ? 'Statewide coordinator'
    : [ROLE_NAMES[role], names.join(', ')].filter(Boolean).join(': ').slice(0, MAX_LABEL).trim();

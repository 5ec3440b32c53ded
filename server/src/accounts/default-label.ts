// In:    a role; the names of its libraries or desks.
// Out:   the default label of an account.
// Never: a person's name: a label describes a function.
import type { Role } from '@askusnow/sdk/contract';

/** Max length. Units: characters. */
export const MAX_LABEL = 80;

/** "Liaison: Harford County Public Library" */
export const defaultLabel = (role: Role, names: readonly string[]): string =>
  role === 'coordinator'
    ? 'Statewide coordinator'
    : `${role === 'liaison' ? 'Liaison' : 'Desk'}: ${names.join(', ')}`.slice(0, MAX_LABEL).trim();

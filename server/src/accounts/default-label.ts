// In:    a role, what its libraries or desks are called.
// Out:   what an account is called where nobody has said.
// Never: a person's name: a label says a function.
import type { Role } from '@askusnow/sdk/contract';

/** Longest label. Units: characters. */
export const MAX_LABEL = 80;

/** "Liaison: Harford County Public Library" */
export const defaultLabel = (role: Role, names: readonly string[]): string =>
  role === 'coordinator'
    ? 'Statewide coordinator'
    : `${role === 'liaison' ? 'Liaison' : 'Desk'}: ${names.join(', ')}`.slice(0, MAX_LABEL).trim();

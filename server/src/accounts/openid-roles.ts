// In:    the value of the role claim, as the identity provider signed it.
// Out:   the role and libraries that it gives, or why it gives none.
// Never: a desk: that is a computer of a library, and no person of the organization; it signs in by a link.
import { idSchema, type Role } from '@askusnow/sdk/contract';

/** Each value that concerns this product begins so; an organization's other values are ignored. */
const PREFIX = 'askusnow:';

export interface ClaimedRole {
  role: Exclude<Role, 'desk'>;
  /** Ids, sorted; at least one for a liaison or viewer, none for other roles. */
  libraries: string[];
}

export type Claimed = ClaimedRole | 'no-role' | 'several-roles';

const OF_LIBRARY = ['liaison', 'viewer'] as const;
const OF_NO_LIBRARY = ['coordinator', 'provider'] as const;

const isOneOf = <T extends string>(list: readonly T[], text: string): text is T => list.some((each) => each === text);

/** `askusnow:coordinator`, `askusnow:provider`, `askusnow:liaison:harford`, `askusnow:viewer:harford`. */
function roleOf(value: unknown): ClaimedRole | undefined {
  if (typeof value !== 'string' || !value.startsWith(PREFIX)) return undefined;
  const [role = '', library, ...rest] = value.slice(PREFIX.length).split(':');
  if (rest.length > 0) return undefined;
  if (library === undefined) return isOneOf(OF_NO_LIBRARY, role) ? { role, libraries: [] } : undefined;
  return isOneOf(OF_LIBRARY, role) && idSchema.safeParse(library).success ? { role, libraries: [library] } : undefined;
}

/** An account has one role: values of two roles give none, since to choose one would be a guess. */
export function claimedRole(claim: unknown): Claimed {
  const given = [claim].flat().flatMap((value) => roleOf(value) ?? []);
  const [first] = given;
  if (first === undefined) return 'no-role';
  if (given.some(({ role }) => role !== first.role)) return 'several-roles';
  return { role: first.role, libraries: [...new Set(given.flatMap(({ libraries }) => libraries))].sort() };
}

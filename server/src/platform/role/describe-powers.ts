// In:    what the server's role may do beyond what it needs (role-store.ts).
// Out:   that in a sentence, and what to do.
// Never: a right that the server needs.
import type { RolePower } from '@askusnow/sdk/contract';

const SENTENCES: Record<RolePower, string> = {
  superuser: 'it is a superuser, for whom no policy applies',
  'bypasses-policies': 'no policy applies to it (BYPASSRLS)',
  'owns-tables': 'it owns the tables, and can remove their policies',
  'changes-audit-log': 'it can change and remove entries of the audit log',
};

/** The server does not start with such a role, since DATABASE_REQUIRE_LIMITED_ROLE is set. */
export class RoleTooPowerfulError extends Error {
  override name = 'RoleTooPowerfulError';
}

/** Null: the role has only the rights that the server needs. */
export const describePowers = (powers: readonly RolePower[]): string | null =>
  powers.length === 0
    ? null
    : `The role of DATABASE_URL has more rights than the server needs: ${powers.map((power) => SENTENCES[power]).join('; ')}. ` +
      'A forgotten filter could show a library what is another’s. ' +
      '`askusnow grants ROLE` prints the SQL that makes a role with the rights needed; name it in DATABASE_URL, and the owner in DATABASE_OWNER_URL.';

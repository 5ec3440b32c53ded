// In:    a library, and the branch that a request names.
// Out:   it; null where none is named.
import { invalid } from '../platform/refusal.ts';
import type { RegisteredBranch, RegisteredLibrary } from './registered.ts';

/** Errors: Refusal 422 where the library has no such branch. */
export function branchOf({ branches }: RegisteredLibrary, id: string | undefined): RegisteredBranch | null {
  if (id === undefined) return null;
  const branch = branches.find((each) => each.id === id);
  if (!branch) throw invalid([{ field: 'branch', message: 'should be a branch of this library' }]);
  return branch;
}

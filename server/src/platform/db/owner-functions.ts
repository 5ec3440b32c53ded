// In:    a function that runs with the rights of the owner of the tables.
// Out:   its SQL for a migration, with what keeps others from using it for something else.
// Never: a function that anybody may call, or that finds a table by the caller's search path.

import { SETTINGS } from './row-scope.ts';

/** Source: https://www.postgresql.org/docs/current/sql-createfunction.html, "Writing SECURITY DEFINER Functions Safely". */
export const confine = (signature: string): string[] => [
  `do $$ begin execute format('alter function ${signature} set search_path = %I, pg_temp', current_schema()); end $$`,
  `revoke execute on function ${signature} from public`,
];

/**
 * A function that reads one value, in a row of any account. Policies apply to the owner, too, so it names a work meanwhile;
 * not in a SET clause, which may name our settings for a superuser alone.
 */
export const readByOwner = (signature: string, type: string, query: string): string[] => [
  `create function ${signature} returns ${type} language plpgsql stable security definer as $$
    declare
      before constant text := current_setting('${SETTINGS.work}', true);
      found ${type};
    begin
      perform set_config('${SETTINGS.work}', 'maintenance', true);
      found := (${query});
      perform set_config('${SETTINGS.work}', coalesce(before, ''), true);
      return found;
    end
  $$`,
  ...confine(signature),
];

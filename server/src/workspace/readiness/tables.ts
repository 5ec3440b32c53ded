// Out:   the index that reads trials by staff without reading all counts. No table of its own.
import type { ModuleTables } from '../../platform/db/tables.ts';

export const readinessTables: ModuleTables = {
  migrations: {
    /** `class` never changes in a row, so counting pays nothing for it. */
    '0033-readiness': [
      `create index placement_day_practice on placement_day (library_id, date) where class = 'practice'`,
    ],
  },
  contents: {},
};

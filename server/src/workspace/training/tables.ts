// Out:   the rows of training.
// Never: a name of a person who came: their number alone.
import type { Generated } from 'kysely';
import type { ServedStatement, TrainingTopic } from '@askusnow/sdk/contract';
import type { CivilDate, Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';

export interface TrainingSessionTable {
  id: Generated<number>;
  library_id: string;
  date: CivilDate;
  topic: TrainingTopic;
  /** Of the session; null: its topic says it. */
  name: string | null;
  headcount: number;
  /** The account's label at the time. */
  by: string;
  added_at: Instant;
}

/** What a library has said on a day of how lately its people have served. */
export interface ServedLatelyTable {
  id: Generated<number>;
  library_id: string;
  date: CivilDate;
  says: ServedStatement;
  /** The account's label at the time. */
  by: string;
  added_at: Instant;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    training_session: TrainingSessionTable;
    served_lately: ServedLatelyTable;
  }
}

export const trainingTables: ModuleTables = {
  migrations,
  contents: {
    training_session: {
      row: 'a training session: day, topic, how many people came, and none of their names',
      people: { name: 'a name of the session', by: 'the label of the account that wrote it' },
      kept: 'until a person removes it: years are compared',
      deletedIn: ['workspace/training/training-store.ts'],
    },
    served_lately: {
      row: 'what a library has said on a day of how lately its people have served, and none of their names',
      people: { by: 'the label of the account that wrote it' },
      kept: 'until a person removes it: it is the history of a library’s practice',
      deletedIn: ['workspace/training/served-store.ts'],
    },
  },
};

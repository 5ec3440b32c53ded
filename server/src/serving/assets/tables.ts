// Out:   the rows of the builds of the tag that were served.
import type { JSONColumnType } from 'kysely';
import type { ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';

/** Builds of the tag that this cooperative has served: pages pin their version and hashes for years. */
export interface WidgetBuildTable {
  version: string;
  /** Each file's bytes in base64, by name. */
  files: JSONColumnType<Record<string, string>>;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    widget_build: WidgetBuildTable;
  }
}

export const assetsTables: ModuleTables = {
  migrations,
  contents: {
    widget_build: { row: 'a version of the tag', kept: 'always: pages pin a version for years; one row per version' },
  },
};

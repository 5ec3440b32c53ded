// Out:   the rows of the builds of the tag that were served.
import type { JSONColumnType } from 'kysely';
import type { Contents } from '../../platform/db/tables.ts';

/** Builds of the tag that this cooperative has served: pages pin their version and hashes for years. */
export interface WidgetBuildTable {
  version: string;
  /** Each file's bytes in base64, by name. */
  files: JSONColumnType<Record<string, string>>;
}

export interface AssetsTables {
  widget_build: WidgetBuildTable;
}

export const contents: Contents<AssetsTables> = {
  widget_build: { row: 'a version of the tag', kept: 'always: pages pin a version for years; one row per version' },
};

// In:    a build of the tag.
// Out:   every build that this cooperative has served.
// Never: changes the bytes of a served version: pages pin their hash.
import { EVERYTHING, type Database } from '../../platform/db/database.ts';
import type { WidgetBuild } from './widget-builds.ts';

const NEW_BUILD = 'widget';

export async function loadBuilds({ db }: Database): Promise<WidgetBuild[]> {
  const rows = await db.selectFrom('widget_build').selectAll().execute();
  return rows.map(({ version, files }) => ({
    version,
    files: new Map(Object.entries(files).map(([name, body]) => [name, Buffer.from(body, 'base64')])),
  }));
}

/** Keeps the build unless its version exists, one row per build: if two nodes bring different bytes, one is kept whole. */
export async function keepBuild({ db, changes }: Database, { version, files }: WidgetBuild): Promise<void> {
  const encoded = Object.fromEntries([...files].map(([name, body]) => [name, body.toString('base64')]));
  await db.transaction().execute(async (trx) => {
    const added = await trx
      .insertInto('widget_build')
      .values({ version, files: JSON.stringify(encoded) })
      .onConflict((conflict) => conflict.doNothing())
      .returning('version')
      .executeTakeFirst();
    if (added) await changes.publish(NEW_BUILD, trx);
  });
}

export const onNewBuild = ({ changes }: Database, listener: () => void): (() => void) =>
  changes.subscribe((payload) => {
    if (payload === NEW_BUILD || payload === EVERYTHING) listener();
  });

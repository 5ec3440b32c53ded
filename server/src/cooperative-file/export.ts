// In:    the database.
// Out:   the cooperative's file, which an import accepts unchanged.
// Never: contains the imported file's comments or variables: their values are written out.
import type { Kysely } from 'kysely';
import { Document, isScalar, isSeq, visit, type Pair } from 'yaml';
import type { Tables } from '../platform/db/tables.ts';
import { mapYielding } from '../platform/yield-event-loop.ts';
import type { Cooperative } from './schema.ts';
import { loadRowsAtOnce } from './rows-store.ts';
import { toCooperative } from './to-file.ts';

/** jsonb does not keep the order of fields: this is the order in which a person would write them. */
const FIELDS =
  'kind host scheme label library service id title name days date start end from through to until except open close weekly note localMin statewideMin globalMin page landmarks origin pattern placement viewport minPatterns weight people endsAtClosing closes'.split(
    ' ',
  );
const placeOf = ({ key }: Pair): number => {
  const place = FIELDS.indexOf(isScalar(key) ? String(key.value) : '');
  return place < 0 ? FIELDS.length : place;
};
const IN_ONE_LINE = ['days', 'except', 'languages', 'disabled', 'landmarks'];

/** YAML in a person's style: an opening on one line, nothing that YAML 1.1 would read differently. */
function toText(part: Partial<Cooperative>): string {
  const document = new Document(part, { aliasDuplicateObjects: false, version: '1.2', compat: 'yaml-1.1' });
  visit(document, {
    Pair(_key, { key, value }) {
      if (isScalar(key) && IN_ONE_LINE.includes(String(key.value)) && isSeq(value)) value.flow = true;
    },
    Map(_key, map) {
      const isOpening = map.has('open') && map.has('close');
      const isInOneLine = isOpening || map.has('date') || map.has('start') || map.has('kind') || map.has('localMin');
      if (isInOneLine) map.flow = true;
      if (isInOneLine || map.has('from')) map.items.sort((a, b) => placeOf(a) - placeOf(b));
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** Written item by item: one document for a nation's libraries would block the event loop for seconds. */
async function listText(key: 'queues' | 'libraries', items: readonly object[]): Promise<string> {
  if (items.length === 0) return toText({ [key]: [] });
  const head = `${key}:\n`;
  const texts = await mapYielding(items, (item) => toText({ [key]: [item] }).slice(head.length));
  return head + texts.join('');
}

export const toYaml = async ({ cooperative, standard, queues, libraries }: Cooperative): Promise<string> =>
  [
    toText({ cooperative }),
    ...(standard ? [toText({ standard })] : []),
    await listText('queues', queues),
    await listText('libraries', libraries),
  ].join('\n');

/** Before the first import: a comment only. */
export async function exportCooperative(db: Kysely<Tables>): Promise<string> {
  const cooperative = await toCooperative(await loadRowsAtOnce(db));
  return cooperative ? await toYaml(cooperative) : '# Nothing has been imported yet.\n';
}

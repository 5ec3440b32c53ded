// In:    the database.
// Out:   the cooperative's file, which an import takes back as it is.
// Never: the comments of the file that was imported; or variables: what they stood for is written out.
import type { Kysely } from 'kysely';
import { Document, isScalar, isSeq, visit, type Pair } from 'yaml';
import type { Tables } from '../platform/db/tables.ts';
import { mapYielding } from '../platform/yield-event-loop.ts';
import type { Cooperative } from './schema.ts';
import { loadRowsAtOnce } from './rows-store.ts';
import { toCooperative } from './to-file.ts';

/** jsonb keeps no order of fields: this one is how a person would write hours, shifts and sources. */
const FIELDS =
  'kind host scheme label name days date start end from through to until except open close weekly note localMin statewideMin globalMin'.split(
    ' ',
  );
const placeOf = ({ key }: Pair): number => {
  const place = FIELDS.indexOf(isScalar(key) ? String(key.value) : '');
  return place < 0 ? FIELDS.length : place;
};
const IN_ONE_LINE = ['days', 'except', 'languages'];

/** YAML as a person would write it: an opening on one line, nothing that YAML 1.1 would read otherwise. */
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

/** One item at a time: a document of a nation's libraries would hold the event loop for seconds. */
async function listText(key: 'queues' | 'libraries', items: readonly object[]): Promise<string> {
  if (items.length === 0) return toText({ [key]: [] });
  const head = `${key}:\n`;
  const texts = await mapYielding(items, (item) => toText({ [key]: [item] }).slice(head.length));
  return head + texts.join('');
}

export const toYaml = async ({ cooperative, queues, libraries }: Cooperative): Promise<string> =>
  [toText({ cooperative }), await listText('queues', queues), await listText('libraries', libraries)].join('\n');

/** A comment alone before the first import. */
export async function exportCooperative(db: Kysely<Tables>): Promise<string> {
  const cooperative = await toCooperative(await loadRowsAtOnce(db));
  return cooperative ? await toYaml(cooperative) : '# Nothing has been imported yet.\n';
}

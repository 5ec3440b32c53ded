// In:    the database.
// Out:   the cooperative's file, which an import takes back as it is.
// Never: the comments of the file that was imported; or variables: what they stood for is written out.
import type { Kysely } from 'kysely';
import { Document, isMap, isScalar, isSeq, visit, type Pair } from 'yaml';
import type { Tables } from '../db/tables.ts';
import type { Cooperative } from './schema.ts';
import { loadRowsAtOnce, toCooperative } from './store.ts';

const HOURS_FIELDS = ['name', 'date', 'from', 'through', 'to', 'days', 'open', 'close', 'weekly', 'note'];
const placeOf = ({ key }: Pair): number => HOURS_FIELDS.indexOf(isScalar(key) ? String(key.value) : '');

/** YAML as a person would write it: an opening on one line, nothing that YAML 1.1 would read otherwise. */
export function toYaml(cooperative: Cooperative): string {
  const document = new Document(cooperative, { aliasDuplicateObjects: false, version: '1.2', compat: 'yaml-1.1' });
  visit(document, {
    Pair(_key, { key, value }) {
      if (isScalar(key) && key.value === 'days' && isSeq(value)) value.flow = true;
    },
    Map(_key, map) {
      const isOpening = map.has('open') && map.has('close');
      if (isOpening || map.has('date')) map.flow = true;
      // jsonb keeps no order of fields.
      if (isOpening || map.has('date') || map.has('from')) map.items.sort((a, b) => placeOf(a) - placeOf(b));
    },
  });
  if (isMap(document.contents))
    document.contents.items.slice(1).forEach(({ key }) => isScalar(key) && (key.spaceBefore = true));
  return document.toString({ lineWidth: 0 });
}

/** A comment alone before the first import. */
export async function exportCooperative(db: Kysely<Tables>): Promise<string> {
  const cooperative = toCooperative(await loadRowsAtOnce(db));
  return cooperative ? toYaml(cooperative) : '# Nothing has been imported yet.\n';
}

// `npm run data-flow`: the tables of docs/data-flow.md, made again from the schema.
import { readFileSync, writeFileSync } from 'node:fs';
import { openTestDatabase } from './support/app/database.ts';
import { DATA_FLOW_FILE, loadCatalog, renderDataFlow } from './support/data/data-flow.ts';

const database = await openTestDatabase('pglite');
const made = await renderDataFlow(readFileSync(DATA_FLOW_FILE, 'utf8'), await loadCatalog(database.db));
await database.close();
writeFileSync(DATA_FLOW_FILE, made);

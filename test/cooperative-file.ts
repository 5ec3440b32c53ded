// `npm run cooperative-file`: the tables of docs/cooperative-file.md and the JSON Schema for editors, made again from the file's schema.
import { readFileSync, writeFileSync } from 'node:fs';
import { PAGE_FILE, renderPage, renderSchema, SCHEMA_FILE, toSchema } from './support/data/cooperative-file-page.ts';

const schema = toSchema();
writeFileSync(PAGE_FILE, await renderPage(readFileSync(PAGE_FILE, 'utf8'), schema));
writeFileSync(SCHEMA_FILE, await renderSchema(schema));

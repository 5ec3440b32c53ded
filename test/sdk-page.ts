// `npm run sdk-page`: the functions in docs/sdk.md, made again from the SDK's sources.
import { readFileSync, writeFileSync } from 'node:fs';
import { loadFunctions, renderSdkPage, SDK_PAGE_FILE } from './support/data/sdk-page.ts';

writeFileSync(SDK_PAGE_FILE, await renderSdkPage(readFileSync(SDK_PAGE_FILE, 'utf8'), loadFunctions()));

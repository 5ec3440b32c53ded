// `npm run sdk-page`: the functions in docs/sdk.md and the codes in docs/problems.md, made again from the SDK's sources.
import { readFileSync, writeFileSync } from 'node:fs';
import { PROBLEMS_PAGE_FILE, renderProblemsPage } from './support/data/problems-page.ts';
import { loadFunctions, loadOpenFunctions, renderSdkPage, SDK_PAGE_FILE } from './support/data/sdk-page.ts';

writeFileSync(
  SDK_PAGE_FILE,
  await renderSdkPage(readFileSync(SDK_PAGE_FILE, 'utf8'), loadFunctions(), loadOpenFunctions()),
);
writeFileSync(PROBLEMS_PAGE_FILE, await renderProblemsPage());

// `npm run pages [-- --data FOLDER --pictures FOLDER NAME…]`: each page of simulated days by the numbers: its height, its
// words, how many of them explain, and which of its three questions the first window leaves open.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from './support/browser/browser.ts';
import { startSimulatedServer } from './support/browser/screens.ts';
import { COORDINATOR_PAGES } from './support/pages/coordinator-pages.ts';
import { LIAISON_PAGES } from './support/pages/liaison-pages.ts';
import { createSignIn, openAskedPage, unanswered, WINDOWS } from './support/pages/measure.ts';
import { PUBLIC_PAGES } from './support/pages/public-pages.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** A folder that simulated days were kept in; it is copied. Absent: they are simulated, which takes minutes. */
    data: { type: 'string' },
    pictures: { type: 'string' },
  },
});
const pages = [...LIAISON_PAGES, ...COORDINATOR_PAGES, ...PUBLIC_PAGES].filter(
  ({ name }) => positionals.length === 0 || positionals.includes(name),
);
if (pages.length === 0) throw new Error(`no page has the name ${positionals.join(' or ')}`);
if (values.pictures !== undefined) mkdirSync(values.pictures, { recursive: true });

const server = await startSimulatedServer(values.data);
const browser = await launchChromium();
const signIn = createSignIn(server);
console.log('page | width | height | header | words | explanation | folded | left open');
for (const asked of pages)
  for (const width of Object.keys(WINDOWS)) {
    const cookie = await signIn(asked);
    const { page, measure, close } = await openAskedPage(browser, server, asked, { cookie, width });
    const share = Math.round((100 * measure.explanation) / Math.max(1, measure.words));
    const { height, headerHeight, words, folded } = measure;
    const open = unanswered(asked, measure).join(' ');
    console.log([asked.name, width, height, headerHeight, words, `${share} %`, folded, open].join(' | '));
    if (values.pictures !== undefined) {
      const file = join(values.pictures, `${asked.name}-${width}`);
      writeFileSync(`${file}.txt`, `${measure.firstWindow}\n\nExplains:\n${measure.sentences.join('\n')}\n`);
      await page.screenshot({ path: `${file}.png`, fullPage: true });
    }
    await close();
  }
await browser.close();
await server.close();
process.exit(0);

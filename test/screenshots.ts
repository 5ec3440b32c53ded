// `npm run screenshots [-- FOLDER]`: the README's pictures, made from a simulated server, each with what it says beside it.
// FOLDER: simulated days that were kept; without it they are simulated, which takes minutes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchFullChromium } from './support/browser/browser.ts';
import {
  lookAt,
  SCREENS,
  SCREENS_FOLDER,
  startSimulatedServer,
  WIDTHS,
  type Width,
} from './support/browser/screens.ts';

mkdirSync(SCREENS_FOLDER, { recursive: true });
const server = await startSimulatedServer(process.argv[2]);
const browser = await launchFullChromium();
for (const screen of SCREENS)
  for (const width of Object.keys(WIDTHS) as Width[]) {
    const file = join(SCREENS_FOLDER, `${screen.name}-${width}`);
    await lookAt(browser, server, screen, width, async (text, page) => {
      writeFileSync(`${file}.txt`, text);
      await page.screenshot({ path: `${file}.png` });
    });
    console.log(`${file}.png`);
  }
await browser.close();
await server.close();
process.exit(0);

// On simulated days: the README's pictures show what the pages say today, and each page answers its questions first.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { TestApp } from '../support/app/app.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import {
  lookAt,
  SCREENS,
  SCREENS_FOLDER,
  startSimulatedServer,
  WIDTHS,
  type Width,
} from '../support/browser/screens.ts';
import { COORDINATOR_PAGES } from '../support/pages/coordinator-pages.ts';
import { LIAISON_PAGES } from '../support/pages/liaison-pages.ts';
import { createSignIn, explains, openAskedPage, unanswered, WINDOWS } from '../support/pages/measure.ts';
import { PUBLIC_PAGES } from '../support/pages/public-pages.ts';

const MAX_HEADER_PX = 110;

/** On a phone. Units: CSS pixels. */
const MAX_HEIGHT_PX: Readonly<Record<string, number>> = {
  numbers: 3_000,
  visibility: 4_000,
  'all-libraries': 3_600,
  'all-follow-ups': 1_700,
};

describe('simulated days', () => {
  let server: TestApp;
  let browser: Chromium;
  let signIn: ReturnType<typeof createSignIn>;
  before(async () => {
    [server, browser] = await Promise.all([startSimulatedServer(), launchChromium()]);
    signIn = createSignIn(server);
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  for (const screen of SCREENS)
    for (const width of Object.keys(WIDTHS) as Width[])
      test(`pictures: ${screen.name}, ${width}: the page says what its picture says; else npm run screenshots`, async () => {
        const file = join(SCREENS_FOLDER, `${screen.name}-${width}`);
        assert.ok(existsSync(`${file}.png`));
        await lookAt(browser, server, screen, width, (text) => {
          assert.match(text, /Simulated data/);
          assert.equal(text, readFileSync(`${file}.txt`, 'utf8'));
        });
      });

  for (const asked of [...LIAISON_PAGES, ...COORDINATOR_PAGES, ...PUBLIC_PAGES])
    for (const width of Object.keys(WINDOWS))
      test(`pages: ${asked.name}, ${width} px: answers its three questions first, and explains behind a press`, async () => {
        const cookie = await signIn(asked);
        const { page, measure, close } = await openAskedPage(browser, server, asked, { cookie, width });
        assert.deepEqual(unanswered(asked, measure), []);
        assert.ok(!explains(measure), measure.sentences.join('\n'));
        assert.ok(measure.headerHeight <= MAX_HEADER_PX, `a header of ${measure.headerHeight} px`);
        if (width === '360')
          assert.ok(measure.height <= (MAX_HEIGHT_PX[asked.name] ?? Infinity), `${measure.height} px`);
        await page.evaluate("document.documentElement.dir = 'rtl'");
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), Number(width), 'right to left');
        await close();
      });
});

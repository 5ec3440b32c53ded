// The README's pictures show what the pages say today.
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

describe('the README’s pictures', () => {
  let server: TestApp;
  let browser: Chromium;
  before(async () => {
    [server, browser] = await Promise.all([startSimulatedServer(), launchChromium()]);
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
});

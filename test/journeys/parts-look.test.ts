// No part changes its look by accident: photographs of this tree and of a former commit, in one run of one browser.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { launchChromium } from '../support/browser/browser.ts';
import { startHost } from '../support/browser/host.ts';
import { partsDocument } from '../support/parts/build.ts';
import { compare, differenceText, faultsOf, type Difference } from '../support/parts/compare.ts';
import { CHANGED_LOOKS, formerTree } from '../support/parts/former.ts';
import { LOOK_NAMES, openParts, photographs, WIDTHS, type LookName } from '../support/parts/photographs.ts';

const FOLDER = 'test-results/parts';

type Opened = Awaited<ReturnType<typeof openParts>>;
async function withOpened<T>(documents: readonly string[], use: (pages: Opened[]) => Promise<T>): Promise<T> {
  await using browser = await launchChromium();
  const host = await startHost(Object.fromEntries(documents.map((html, at) => [`/${at}`, { html }])));
  try {
    const pages: Opened[] = [];
    for (const at of documents.keys()) pages.push(await openParts(browser, `${host.url}/${at}`));
    return await use(pages);
  } finally {
    await host.close();
  }
}

/** All looks of two documents, or some of them. */
const differencesOf = (
  documents: readonly [former: string, now: string],
  widths: readonly number[] = WIDTHS,
  looks: readonly LookName[] = LOOK_NAMES,
  folder = FOLDER,
): Promise<{ differences: Difference[]; compared: number }> =>
  withOpened(documents, async ([former, now]) => {
    const differences: Difference[] = [];
    let compared = 0;
    for (const width of widths)
      for (const look of looks) {
        const found = compare(
          await photographs(former!, width, look),
          await photographs(now!, width, look),
          `${width} px, ${look}`,
          folder,
        );
        differences.push(...found.differences);
        compared += found.compared;
      }
    return { differences, compared };
  });

test('parts look: none has changed since the looks were agreed on last, but those whose reason is named', async () => {
  rmSync(FOLDER, { recursive: true, force: true });
  await using former = formerTree();
  const now = await partsDocument();
  if (former === undefined)
    console.log(
      `This clone has no former commit: parts are compared with themselves, and ${CHANGED_LOOKS} is not judged.`,
    );
  else console.log(`Parts are compared with ${former.commit}.`);
  const { differences, compared } = await differencesOf([former ? await partsDocument(former.path) : now, now]);
  console.log(`${compared} photographs of states compared.`);
  assert.ok(compared > 1000, `${compared} compared`);
  const faults = faultsOf(differences, former?.reasons ?? {});
  assert.equal(faults.length, 0, [`Name each part in ${CHANGED_LOOKS}, with the reason:`, ...faults].join('\n'));
});

test('parts look: mutant: a token that is one pixel larger is found, with the place', async () => {
  const changed = (css: string): string => css.replace(/--space-4: ([^;]+)/, '--space-4: calc($1 + 1px)');
  const documents = [await partsDocument(), await partsDocument(undefined, changed)] as const;
  const { differences } = await differencesOf(documents, [320], ['light'], join(FOLDER, 'mutant'));
  const found = differences.filter(({ part, state }) => part === 'button' && state === 'rest');
  assert.equal(found.length, 1);
  assert.match(
    differenceText(found[0]!),
    /^button: rest, at 320 px, light: \d+ × \d+ pixels, .+former\.png and .+now\.png$/,
  );
  // What has no such space looks as it did.
  assert.ok(!differences.some(({ part }) => part === 'sparkline'));
});

test('parts look: mutant: a change without a reason and a reason without a change are found', () => {
  const box = { x: 0, y: 0, width: 2, height: 1 };
  const files = ['former.png', 'now.png'] as const;
  const differences: Difference[] = [{ part: 'button', state: 'hover', seen: '320 px, dark', box, files }];
  assert.deepEqual(faultsOf(differences, { button: 'easier to see' }), []);
  assert.deepEqual(faultsOf(differences, {}), differences.map(differenceText));
  assert.match(faultsOf([], { button: 'easier to see' }).join(), /^button has a new reason/);
});

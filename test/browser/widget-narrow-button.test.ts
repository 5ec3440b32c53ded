import type { Availability } from '@askusnow/sdk';
import { aClosedAnswer, anAnswer, clearStage, equal, mountWith, ok, stage } from './harness.js';

/** What docs/webmaster.md names as the width from which on a button is as high as its two lines. Units: CSS pixels. */
const FROM_PX = 240;
const HEIGHT_PX = 44;

const STATES: Record<string, (library: string) => Availability> = {
  open: anAnswer,
  busy: (library) => anAnswer(library, { state: 'busy' }),
  closed: aClosedAnswer,
  unknown: (library) => anAnswer(library, { state: 'unknown', tier: null, chat: null }),
};

/** In the font of the engine: letters of another font may be wider. */
const heightAt = async (width: number, state: string, lang: string): Promise<number> => {
  stage.style.width = `${width}px`;
  const { tag } = await mountWith(STATES[state]!, { variant: 'button', lang });
  return Math.round(tag.getBoundingClientRect().height);
};

describe('narrow button', () => {
  afterEach(() => {
    clearStage();
    stage.removeAttribute('style');
  });

  for (const lang of ['en', 'es'])
    for (const state of Object.keys(STATES))
      it(`narrow button: keeps its height from 240 px on: ${lang}, ${state}`, async () => {
        for (const width of [FROM_PX, 280]) equal(await heightAt(width, state, lang), HEIGHT_PX, `${width} px`);
      });

  it('narrow button: mutant: a promise for any width does not hold at 120 px', async () => {
    ok((await heightAt(120, 'open', 'en')) > HEIGHT_PX);
  });
});

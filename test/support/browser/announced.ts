import type { Page } from 'playwright-core';

/**
 * Waits until the page announces a sentence to screen readers. `sentence` names no beginning and no end: texts that come within
 * 60 ms are announced together, and on a fast machine an answer follows a press as soon as that.
 */
export const announced = (page: Page, sentence: string | RegExp): Promise<void> =>
  page.getByRole('status').filter({ hasText: sentence }).waitFor();

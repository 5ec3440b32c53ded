// `npm test` is the gate. `npm run test:all` is everything: what the gate tries in one engine, it tries in each.

/** Whether everything is run. */
export const isWhole = process.env['ASKUSNOW_TEST_TIER'] === 'all';

/** How often a test repeats what chance decides, such as the instant of a kill. */
export const timesByTier = (inGate: number, inWhole: number): number => (isWhole ? inWhole : inGate);

// Loaded before each test file: in the gate fast-check draws the same examples each time, so that what passes passes again, also
// where a test counts how many of them came to something. `test:all` draws others, and prints the seed of one that fails.
import fc from 'fast-check';
import { isWhole } from './tier.ts';

const SEED = 20_261_201;

if (!isWhole) fc.configureGlobal({ seed: SEED });

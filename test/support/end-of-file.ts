// Loaded before each test file: ends a file whose tests are over and that leaves something open, such as a connection of a test
// that failed before it closed it. The runner would wait for it for ever, and the other files would never be counted.
import { after } from 'node:test';

/** Files that close what they opened end by themselves long before. */
const WITHIN_MS = 60_000;

after(() => {
  const timer = setTimeout(() => {
    console.error(
      `Still open ${WITHIN_MS / 1000} s after the last test: ${process.getActiveResourcesInfo().join(', ')}`,
    );
    process.exit(1);
  }, WITHIN_MS);
  timer.unref();
});

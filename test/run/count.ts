// Passed and failed tests of a suite.

export interface Count {
  passed: number;
  failed: number;
  /** One entry per failure, repeated at the end, where the last lines of a long run are read. */
  failures: string[];
}

export const noTests = (): Count => ({ passed: 0, failed: 0, failures: [] });

export const sumOf = (counts: readonly Count[]): Count => ({
  passed: counts.reduce((sum, { passed }) => sum + passed, 0),
  failed: counts.reduce((sum, { failed }) => sum + failed, 0),
  failures: counts.flatMap(({ failures }) => failures),
});

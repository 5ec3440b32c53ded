/** What worker-pool.test.ts runs in a thread, by name. */
export type Work = 'double' | 'for ever' | 'eat memory' | 'throw' | 'where' | 'list' | 'environment';

export async function run({ work, count = 0 }: { work: Work; count?: number }): Promise<unknown> {
  const { threadId } = await import('node:worker_threads');
  switch (work) {
    case 'double':
      return count * 2;
    case 'for ever':
      for (;;);
    case 'eat memory': {
      const eaten: string[][] = [];
      for (let at = 0; ; at += 1) eaten.push([`${at}`.repeat(50)]);
    }
    case 'throw':
      throw new RangeError(`no ${count}`);
    case 'where':
      return threadId;
    case 'list':
      return Array.from({ length: count }, (_, at) => ({ at }));
    case 'environment':
      return process.env;
  }
}

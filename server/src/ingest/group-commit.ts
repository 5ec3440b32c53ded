// In:    items that each want to be in a committed transaction.
// Out:   each item's own result, once its transaction has committed.
// Never: a timer: a group is written as soon as a lane is idle, so groups grow with the load by themselves.

/** What a failed write means for its items. */
export type Fault =
  /** Nobody's: the connection went, the server is down. The items are told, and may be sent again. */
  | 'transient'
  /** The same items can succeed at once: two nodes met. */
  | 'again'
  /** One of the items cannot be written. */
  | 'poison';

export class QueueFull extends Error {
  override name = 'QueueFull';
}

export interface GroupCommitOptions<Item, Result> {
  /** Transactions at a time. */
  lanes: number;
  /** Most items that wait; past it `submit` rejects with {@link QueueFull}. */
  maxWaiting: number;
  /** Most items in one transaction. */
  maxGroup: number;
  /** All or nothing; one result per item, in order. */
  write(items: readonly Item[]): Promise<readonly Result[]>;
  faultOf(error: unknown): Fault;
}

export interface GroupCommit<Item, Result> {
  submit(item: Item): Promise<Result>;
  /** Resolves when nothing waits and nothing is being written. */
  close(): Promise<void>;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

const MOST_ATTEMPTS = 3;

export function createGroupCommit<Item, Result>(options: GroupCommitOptions<Item, Result>): GroupCommit<Item, Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let busyLanes = 0;
  let ended: (() => void)[] = [];

  async function commit(group: Waiting<Item, Result>[], attempt = 1): Promise<void> {
    try {
      const results = await options.write(group.map(({ item }) => item));
      group.forEach(({ resolve }, index) => resolve(results[index]!));
    } catch (error) {
      const fault = options.faultOf(error);
      if (fault === 'again' && attempt < MOST_ATTEMPTS) return commit(group, attempt + 1);
      if (fault === 'transient' || group.length === 1) return group.forEach(({ reject }) => reject(error));
      // One item that cannot be written must not take its neighbours with it: halve until it stands alone.
      const half = Math.ceil(group.length / 2);
      await commit(group.slice(0, half));
      await commit(group.slice(half));
    }
  }

  async function runLane(): Promise<void> {
    busyLanes++;
    // One turn of the loop, so that requests which arrived together are written together.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const group = waiting.slice(0, options.maxGroup);
      waiting = waiting.slice(options.maxGroup);
      await commit(group);
    }
    busyLanes--;
    if (busyLanes === 0) {
      ended.forEach((end) => end());
      ended = [];
    }
  }

  return {
    submit(item) {
      if (waiting.length >= options.maxWaiting) return Promise.reject(new QueueFull());
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (busyLanes < options.lanes) void runLane();
      });
    },
    close: () => (busyLanes === 0 ? Promise.resolve() : new Promise((resolve) => ended.push(resolve))),
  };
}

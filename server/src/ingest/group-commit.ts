// In:    items that each want to be in a committed transaction.
// Out:   each item's own result, once its transaction has committed.
// Never: a timer to gather by: a group is written as soon as a lane is idle, so groups grow with the load by themselves.
import type { Clock } from '../clock.ts';

/** What a failed write means for its items. */
export type Fault =
  /** Nobody's: the connection went, the server is down. The items are told, and may be sent again. */
  | 'away'
  /** The same items can succeed at once: two nodes met. */
  | 'retry'
  /** One of the items cannot be written. */
  | 'invalid';

export class QueueFull extends Error {
  override name = 'QueueFull';
}

/** A transaction takes so long that nobody is kept waiting for it. Whether it will be committed is not known. */
export class Stalled extends Error {
  override name = 'Stalled';
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
  /** After so long a transaction's items are told {@link Stalled}, and while every lane is so, new ones are at once. */
  patienceMs: number;
  clock: Pick<Clock, 'after'>;
  /** Once per stalled transaction. */
  onStall(error: Stalled): void;
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
  let stalledLanes = 0;
  let ended: (() => void)[] = [];

  /** The transaction itself is waited for, however long: its lane's connection is not to be had before. */
  async function commitOrStall(group: Waiting<Item, Result>[]): Promise<void> {
    let isStalled = false;
    const timer = options.clock.after(options.patienceMs, () => {
      const stalled = new Stalled();
      isStalled = true;
      stalledLanes++;
      options.onStall(stalled);
      group.forEach(({ reject }) => reject(stalled));
      if (stalledLanes < options.lanes) return;
      waiting.forEach(({ reject }) => reject(stalled));
      waiting = [];
    });
    await commit(group);
    timer.cancel();
    if (isStalled) stalledLanes--;
  }

  async function commit(group: Waiting<Item, Result>[], attempt = 1): Promise<void> {
    try {
      const results = await options.write(group.map(({ item }) => item));
      group.forEach(({ resolve }, index) => resolve(results[index]!));
    } catch (error) {
      const fault = options.faultOf(error);
      if (fault === 'retry' && attempt < MOST_ATTEMPTS) return commit(group, attempt + 1);
      if (fault === 'away' || group.length === 1) return group.forEach(({ reject }) => reject(error));
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
      await commitOrStall(group);
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
      if (stalledLanes === options.lanes) return Promise.reject(new Stalled());
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (busyLanes < options.lanes) void runLane();
      });
    },
    close: () => (busyLanes === 0 ? Promise.resolve() : new Promise((resolve) => ended.push(resolve))),
  };
}

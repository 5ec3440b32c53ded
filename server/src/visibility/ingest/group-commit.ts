// In:    items that each want to be in a committed transaction.
// Out:   each item's own result, once its transaction has committed; a fault, at the latest after the item's time limit.
// Never: waits to fill a group: one is written as soon as a writer is idle, so groups grow with the load by themselves.
import type { Clock } from '../../platform/clock.ts';
import { createBoundedWrite, TimeLimitError, type BoundedWriteState } from './bounded-write.ts';

/** What a failed write means for its items. */
export type Fault =
  /** Nobody's: the connection went, the server is down. The items are rejected, and may be sent again. */
  | 'away'
  /** The same items can succeed at once: two nodes met. */
  | 'retry'
  /** One of the items cannot be written. */
  | 'invalid';

export class QueueFullError extends Error {
  override name = 'QueueFullError';
}

export interface GroupCommitOptions<Item, Result> {
  /** Transactions at a time. */
  maxWrites: number;
  /** Items that wait; past it `submit` rejects with {@link QueueFullError}. */
  maxWaiting: number;
  /** Items in one transaction. */
  maxGroup: number;
  /** All or nothing; one result per item, in order. */
  write(items: readonly Item[]): Promise<readonly Result[]>;
  faultOf(error: unknown): Fault;
  /** An item is rejected with {@link TimeLimitError} so long after its arrival, or up to an eighth sooner. */
  itemLimitMs: number;
  /** A write that takes longer is abandoned: its items are rejected, and its place is free for the next group. */
  writeLimitMs: number;
  clock: Pick<Clock, 'now' | 'after'>;
  /** Called once for each group that could not be written, and for each limit that was reached. */
  onFault(error: unknown): void;
}

export interface GroupCommitState extends BoundedWriteState {
  waiting: number;
  /** Why items were last rejected for no fault of their own; null: something was committed since. */
  lastFault: { error: unknown; atMs: number } | null;
}

export interface GroupCommit<Item, Result> {
  submit(item: Item): Promise<Result>;
  state(): GroupCommitState;
  /** Resolves when nothing waits and nothing is being written but what was abandoned. */
  close(): Promise<void>;
}

interface Entry<Item, Result> {
  item: Item;
  ticksLeft: number;
  isSettled: boolean;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

const MAX_ATTEMPTS = 3;
/** An item's limit is counted in so many steps, and ends in the last of them: a clock that is set changes nothing. */
const TICKS = 8;

export function createGroupCommit<Item, Result>(options: GroupCommitOptions<Item, Result>): GroupCommit<Item, Result> {
  const { clock } = options;
  let waiting: Entry<Item, Result>[] = [];
  const groups = new Set<readonly Entry<Item, Result>[]>();
  let writers = 0;
  let lastFault: GroupCommitState['lastFault'] = null;
  let ticking: { cancel(): void } | undefined;
  let ended: (() => void)[] = [];
  const bounded = createBoundedWrite({
    write: options.write,
    writeLimitMs: options.writeLimitMs,
    clock,
    onCommit: () => (lastFault = null),
  });

  const open = (): Entry<Item, Result>[] =>
    [...groups].flatMap((group) => group.filter(({ isSettled }) => !isSettled)).concat(waiting);

  function tick(): void {
    ticking = undefined;
    const expired = open().filter((entry) => --entry.ticksLeft === 0);
    waiting = waiting.filter(({ ticksLeft }) => ticksLeft > 0);
    if (expired.length > 0) rejectUnwritten(expired, new TimeLimitError('a batch waited too long for its commit'));
    if (groups.size > 0 || waiting.length > 0) startTicking();
  }

  function startTicking(): void {
    ticking ??= clock.after(options.itemLimitMs / TICKS, tick);
  }

  function rejectAll(entries: readonly Entry<Item, Result>[], error: unknown): void {
    options.onFault(error);
    for (const entry of entries) {
      entry.isSettled = true;
      entry.reject(error);
    }
  }

  function rejectUnwritten(entries: readonly Entry<Item, Result>[], error: unknown): void {
    lastFault = { error, atMs: clock.now() };
    rejectAll(entries, error);
  }

  async function commit(group: readonly Entry<Item, Result>[], attempt = 1): Promise<void> {
    try {
      const results = await bounded.write(group.map(({ item }) => item));
      group.forEach((entry, index) => {
        entry.isSettled = true;
        entry.resolve(results[index]!);
      });
    } catch (error) {
      const fault = error instanceof TimeLimitError ? 'away' : options.faultOf(error);
      if (fault === 'retry' && attempt < MAX_ATTEMPTS) return commit(group, attempt + 1);
      if (fault === 'away') return rejectUnwritten(group, error);
      if (group.length === 1) return rejectAll(group, error);
      // One item that cannot be written must not take its neighbours with it: halve until it stands alone.
      const half = Math.ceil(group.length / 2);
      await commit(group.slice(0, half));
      await commit(group.slice(half));
    }
  }

  async function runWriter(): Promise<void> {
    writers++;
    // One turn of the loop, so that requests which arrived together are written together.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const group = waiting.slice(0, options.maxGroup);
      waiting = waiting.slice(options.maxGroup);
      groups.add(group);
      await commit(group);
      groups.delete(group);
    }
    writers--;
    if (writers > 0) return;
    ticking?.cancel();
    ticking = undefined;
    ended.forEach((end) => end());
    ended = [];
  }

  return {
    submit(item) {
      return new Promise((resolve, reject) => {
        const entry = { item, ticksLeft: TICKS, isSettled: false, resolve, reject };
        if (waiting.length >= options.maxWaiting)
          return rejectAll([entry], new QueueFullError('too many batches wait'));
        waiting.push(entry);
        startTicking();
        if (writers < options.maxWrites) void runWriter();
      });
    },
    state: () => ({ ...bounded.state(), waiting: waiting.length, lastFault }),
    close: () => (writers === 0 ? Promise.resolve() : new Promise((resolve) => ended.push(resolve))),
  };
}

// In:    what is opened, in order.
// Out:   all of it closed, the last opened first: each once, and all even if one fails.
// Source: AsyncDisposableStack, which Node 20 has not.

export interface Closers {
  /** Keeps what was opened until the end, and returns it. */
  use<T extends { close(): unknown }>(opened: T): T;
  push(close: () => unknown): void;
  /** Errors: AggregateError of those of the steps. */
  close(): Promise<void>;
}

export function createClosers(): Closers {
  const steps: (() => unknown)[] = [];
  return {
    use(opened) {
      steps.push(() => opened.close());
      return opened;
    },
    push: (step) => void steps.push(step),
    async close() {
      const faults: unknown[] = [];
      for (let step = steps.pop(); step; step = steps.pop()) {
        try {
          await step();
        } catch (error) {
          faults.push(error);
        }
      }
      if (faults.length > 0) throw new AggregateError(faults, 'not everything could be closed');
    },
  };
}

// Waiting for a condition; or, where nothing should happen, for a while.

/** Guards against what hangs, on the slowest machine: a condition that comes, comes long before. Units: ms. */
export const HANGS_AFTER_MS = 180_000;

/** For what is promised within some seconds: a busy machine is late, and what never ends is later. Units: ms. */
export const LATE_MS = 60_000;

/** Waits for a condition, not for a time. `limitMs`: only where a time is promised. */
export async function eventually<Value>(
  look: () => Value | Promise<Value>,
  limitMs = HANGS_AFTER_MS,
): Promise<NonNullable<Value>> {
  const endMs = Date.now() + limitMs;
  for (;;) {
    const value = await look();
    if (value) return value;
    if (Date.now() > endMs) throw new Error(`not within ${limitMs} ms: ${look.toString()}`);
    await pause(5);
  }
}

/** Waits until a server that starts by itself answers an address with a status of success. */
export async function untilUp(url: string): Promise<void> {
  await eventually(() =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
}

/** Lets time pass, to show that nothing happens in it, or as a peer that takes its time. Never for something to happen. */
export const pause = (ms: number, { isWaitedFor = true } = {}): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    // What nobody waits for keeps no process alive.
    if (!isWaitedFor) timer.unref();
  });

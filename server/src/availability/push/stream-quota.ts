// In:    who opens a stream: a network, or an account.
// Out:   a place among a bounded number of streams, or which limit has been reached.
// Never: an owner that is remembered longer than its last stream.

/** `node`: all places are taken; `owner`: this owner's share is. */
export type Refusal = 'node' | 'owner';

export interface StreamQuota {
  /** Takes a place for an owner; the function returned gives it back, once. */
  take(owner: string | number): (() => void) | Refusal;
  readonly refused: Readonly<Record<Refusal, number>>;
}

export interface StreamQuotaOptions {
  max: number;
  /** How many places one owner may hold while so many are free. */
  maxPerOwner(free: number): number;
}

export function createStreamQuota({ max, maxPerOwner }: StreamQuotaOptions): StreamQuota {
  const held = new Map<string | number, number>();
  const refused = { node: 0, owner: 0 };
  const refuse = (by: Refusal): Refusal => {
    refused[by] += 1;
    return by;
  };
  let total = 0;
  return {
    refused,
    take(owner) {
      const count = held.get(owner) ?? 0;
      if (total >= max) return refuse('node');
      if (count >= maxPerOwner(max - total)) return refuse('owner');
      held.set(owner, count + 1);
      total += 1;
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        total -= 1;
        const left = (held.get(owner) ?? 1) - 1;
        if (left > 0) held.set(owner, left);
        else held.delete(owner);
      };
    },
  };
}

// In:    owners, such as accounts, that want to begin something, light or heavy.
// Out:   when each may: at most `maxPerOwner` of one owner and `maxHeavy` heavy ones of all; owners that wait take turns.
// Never: keeps one owner's first waiting for all of another's, or light ones for a heavy one that waits; remembers an owner
//        that has nothing under way.

type Owner = string | number;

/** Each gives back once. */
export interface Place {
  /** What was heavy about it is over. */
  lighten(): void;
  leave(): void;
}

export interface FairLimit {
  /**
   * Resolves once it may begin; undefined: it was given up, or too many of its owner wait. `onWait` is called where it has
   * to wait, with what gives it up.
   */
  enter(owner: Owner, isHeavy: boolean, onWait: (giveUp: () => void) => void): Promise<Place | undefined>;
}

export interface FairLimitOptions {
  maxPerOwner: number;
  maxHeavy: number;
  /** Of one owner. */
  maxWaiting: number;
}

interface Waiting {
  isHeavy: boolean;
  begin(place: Place | undefined): void;
}

export function createFairLimit({ maxPerOwner, maxHeavy, maxWaiting }: FairLimitOptions): FairLimit {
  const underWay = new Map<Owner, number>();
  /** Never empty; the owners in the order of their turns. */
  const lines = new Map<Owner, Set<Waiting>>();
  let heavy = 0;

  const mayBegin = (owner: Owner, isHeavy: boolean): boolean =>
    (underWay.get(owner) ?? 0) < maxPerOwner && !(isHeavy && heavy >= maxHeavy);

  function begin(owner: Owner, isHeavy: boolean): Place {
    underWay.set(owner, (underWay.get(owner) ?? 0) + 1);
    if (isHeavy) heavy++;
    let isHeld = true;
    const lighten = (): void => {
      if (!isHeavy) return;
      isHeavy = false;
      heavy--;
      beginNext();
    };
    const leave = (): void => {
      if (!isHeld) return;
      isHeld = false;
      const left = underWay.get(owner)! - 1;
      if (left > 0) underWay.set(owner, left);
      else underWay.delete(owner);
      lighten();
      beginNext();
    };
    return { lighten, leave };
  }

  function beginNext(): void {
    for (const [owner, line] of lines) {
      const next = [...line].find(({ isHeavy }) => mayBegin(owner, isHeavy));
      if (next === undefined) continue;
      line.delete(next);
      // Its next turn comes after those of the others.
      lines.delete(owner);
      if (line.size > 0) lines.set(owner, line);
      next.begin(begin(owner, next.isHeavy));
      return;
    }
  }

  return {
    async enter(owner, isHeavy, onWait) {
      if (mayBegin(owner, isHeavy)) return begin(owner, isHeavy);
      const line = lines.get(owner) ?? new Set();
      if (line.size >= maxWaiting) return undefined;
      lines.set(owner, line);
      return new Promise((resolve) => {
        const waiting = { isHeavy, begin: resolve };
        line.add(waiting);
        onWait(() => {
          if (!line.delete(waiting)) return;
          if (line.size === 0) lines.delete(owner);
          resolve(undefined);
        });
      });
    },
  };
}

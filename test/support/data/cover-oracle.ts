// Out:   what giving and taking hours should do, one step after the other: a plain model, and whether some order of steps
//        that were taken at once explains what came of them.

/** Units of time: minutes. */
export interface Hour {
  library: string;
  from: number;
  to: number;
}

export interface ModelOffer extends Hour {
  id: number;
  state: 'open' | 'accepted' | 'withdrawn' | 'expired';
  taker: string | null;
  decidedAt: number;
}

export type Op =
  | { kind: 'offer'; library: string; from: number; to: number }
  | { kind: 'accepted' | 'withdrawn' | 'undone'; library: string; id: number }
  | { kind: 'expire' };

/** What came of an operation: the id of the hour, or null where it was refused. */
export type Outcome = number | null;

const meets = (one: Pick<Hour, 'from' | 'to'>, other: Pick<Hour, 'from' | 'to'>): boolean =>
  one.from < other.to && other.from < one.to;

/** `id`: the one that an offer got. Returns whether the operation is right; changes the offers if so. */
function isRight(offers: ModelOffer[], owed: readonly Hour[], op: Op, now: number, id: number): boolean {
  const given = (hour: Hour, but?: number): boolean =>
    offers.some((each) => each.id !== but && each.library === hour.library && each.state !== 'withdrawn' && meets(each, hour));
  if (op.kind === 'expire') {
    for (const each of offers) if (each.state === 'open' && each.from <= now) each.state = 'expired';
    return true;
  }
  if (op.kind === 'offer') {
    const isOwed = owed.some((each) => each.library === op.library && each.from <= op.from && op.to <= each.to);
    if (op.from <= now || !isOwed || given(op)) return false;
    const { library, from, to } = op;
    offers.push({ id, library, from, to, state: 'open', taker: null, decidedAt: 0 });
    return true;
  }
  const offer = offers.find((each) => each.id === op.id)!;
  const isOpen = offer.state === 'open' && now < offer.from;
  if (op.kind === 'accepted') {
    if (offer.taker === op.library) return true;
    const hasHour =
      owed.some((each) => each.library === op.library && meets(each, offer)) ||
      offers.some((each) => each.taker === op.library && meets(each, offer));
    if (!isOpen || offer.library === op.library || hasHour) return false;
    Object.assign(offer, { state: 'accepted', taker: op.library, decidedAt: now });
    return true;
  }
  if (op.kind === 'withdrawn') {
    if (offer.state === 'withdrawn' && offer.library === op.library) return true;
    if (!isOpen || offer.library !== op.library) return false;
    Object.assign(offer, { state: 'withdrawn', decidedAt: now });
    return true;
  }
  const mover = offer.state === 'accepted' ? offer.taker : offer.state === 'withdrawn' ? offer.library : null;
  const isLate = now >= offer.from || now >= offer.decidedAt + 10;
  if (mover !== op.library || isLate || (offer.state === 'withdrawn' && given(offer, offer.id))) return false;
  Object.assign(offer, { state: 'open', taker: null });
  return true;
}

const ordersOf = <Each>(all: readonly Each[]): Each[][] =>
  all.length < 2
    ? [[...all]]
    : all.flatMap((each, index) => ordersOf(all.toSpliced(index, 1)).map((rest) => [each, ...rest]));

const byId = (one: ModelOffer, other: ModelOffer): number => one.id - other.id;
const shown = (offers: readonly ModelOffer[]): string =>
  JSON.stringify([...offers].sort(byId).map(({ id, state, taker }) => [id, state, taker]));

/** The offers after the operations, in an order that explains what came of each and what is stored; undefined: none does. */
export function explain(
  before: readonly ModelOffer[],
  owed: readonly Hour[],
  taken: readonly (readonly [Op, Outcome])[],
  now: number,
  stored: readonly Pick<ModelOffer, 'id' | 'state' | 'taker'>[],
): ModelOffer[] | undefined {
  for (const order of ordersOf(taken)) {
    const offers = structuredClone([...before]);
    const isAll = order.every(([op, outcome]) => isRight(offers, owed, op, now, outcome ?? 0) === (outcome !== null));
    if (isAll && shown(offers) === shown(stored as ModelOffer[])) return offers;
  }
  return undefined;
}

// In:    a function of a key whose value stays the same: a zone's day today, a year by its first month.
// Out:   the same function, which works out each key once.
// Never: outlives the request that made it.
export function oncePerKey<Key, Value>(valueOf: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    if (!known.has(key)) known.set(key, valueOf(key));
    return known.get(key)!;
  };
}

/** A query in PromQL, with what it belongs to. */
export interface NamedQuery {
  name: string;
  expr: string;
}

/** Metrics that no scrape has, as `name: metric`. A histogram's series end in _bucket, _sum and _count. */
export function unknownMetrics(queries: readonly NamedQuery[], scrape: string): string[] {
  const known = new Set(
    [...scrape.matchAll(/^# TYPE (\S+) (\S+)/gm)].flatMap(([, metric = '', type]) =>
      type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => metric + end) : [metric],
    ),
  );
  return queries.flatMap(({ name, expr }) =>
    [...expr.matchAll(/\baskusnow_\w+/g)]
      .filter(([metric]) => !known.has(metric))
      .map(([metric]) => `${name}: ${metric}`),
  );
}

/**
 * An address of the wire, its values encoded.
 * @example path`/v1/queues/${queue}/hours`
 */
export const path = (parts: TemplateStringsArray, ...values: (string | number)[]): string =>
  String.raw({ raw: parts }, ...values.map(encodeURIComponent));

/** What a batch is made of. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * JSON that no host page can bend: old script libraries replace `JSON.stringify`, or give arrays a `toJSON` that turns
 * them into text.
 * Shape: ASCII alone, so that its length is its size in bytes; undefined members are left out.
 * @example toJson({ kind: 'click', tier: null }) // '{"kind":"click","tier":null}'
 */
export function toJson(value: Json): string {
  if (typeof value === 'string') {
    return '"' + value.replace(/[^ !#-[\]-~]/g, (unit) => '\\u' + (unit.charCodeAt(0) + 0x10000).toString(16).slice(1)) + '"';
  }
  if (typeof value !== 'object' || !value) return '' + value;
  const isArray = Array.isArray(value);
  let text = '';
  for (const key of Object.keys(value)) {
    const member = (value as { [key: string]: Json | undefined })[key];
    if (member !== undefined) text += (text && ',') + (isArray ? '' : toJson(key) + ':') + toJson(member);
  }
  return isArray ? '[' + text + ']' : '{' + text + '}';
}

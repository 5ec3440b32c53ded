// In:    a page's bytes and its Content-Type.
// Out:   its text, in the encoding that a browser would choose.
// Never: fails: wrong bytes become replacement characters.
import { createRequire } from 'node:module';

/** The package has no types, which `import` would ask for. */
const sniffEncoding = createRequire(import.meta.url)('html-encoding-sniffer') as (
  bytes: Uint8Array,
  options: { transportLayerEncodingLabel?: string; xml: boolean },
) => string;

export function decodePage(bytes: Uint8Array, contentType: string | undefined): string {
  const label = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType ?? '')?.[1];
  const encoding = sniffEncoding(bytes, {
    ...(label !== undefined && { transportLayerEncodingLabel: label }),
    xml: /^application\/xhtml\+xml\b/i.test(contentType ?? ''),
  });
  // Old encodings that hide markup from filters: a browser shows one replacement character (https://encoding.spec.whatwg.org/#replacement).
  if (encoding === 'replacement') return '\uFFFD';
  return new TextDecoder(encoding).decode(bytes);
}

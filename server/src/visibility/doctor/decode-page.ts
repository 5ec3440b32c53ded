// In:    a page's bytes and its Content-Type.
// Out:   its text, in the encoding that a browser would choose.
// Never: fails: wrong bytes become replacement characters.
import sniffEncoding from 'html-encoding-sniffer';

export function decodePage(bytes: Uint8Array, contentType: string | undefined): string {
  const label = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType ?? '')?.[1];
  const encoding = sniffEncoding(bytes, {
    ...(label !== undefined && { transportLayerEncodingLabel: label }),
    xml: /^application\/xhtml\+xml\b/i.test(contentType ?? ''),
  });
  return new TextDecoder(encoding).decode(bytes);
}

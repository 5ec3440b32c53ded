// In:    an address.
// Out:   its QR code in SVG.
import { encode } from 'uqr';
import { escapeHtml } from '../../platform/http/html.ts';

/** The quiet zone that scanners need. Units: modules. Source: ISO/IEC 18004. */
const BORDER = 4;

/** Level M: a seventh of it may be dirty. Black on white always: scanners need it on dark pages, too. */
export function qrOf(address: string, title: string): string {
  const { data, size } = encode(address, { ecc: 'M', border: BORDER });
  const modules = data.map((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size * 8}" height="${size * 8}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" role="img" aria-label="${escapeHtml(title)}">` +
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${modules}"/></svg>\n`
  );
}

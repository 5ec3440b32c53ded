// Addresses that somebody could write into a source, a feed or a webhook to make the server speak to what is behind it.
import type { LookupAddress } from 'node:dns';

/** What a resolver under somebody's control, and a few honest ones, answer. Everything else has no address. */
const NAMES: Record<string, string[]> = {
  localhost: ['127.0.0.1', '::1'],
  'localhost.': ['127.0.0.1'],
  'ask.localhost': ['127.0.0.1'],
  'loopback.example': ['127.0.0.1'],
  'loopback.example.': ['127.0.0.1'],
  '127.0.0.1.wildcard.example': ['127.0.0.1'],
  'v6.example': ['::1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'zone.example': ['fe80::1%lo'],
  'zero.example': ['0.0.0.0'],
  'ten.example': ['10.0.0.5'],
  'metadata.example': ['169.254.169.254'],
  'nat64.example': ['64:ff9b::7f00:1'],
  'both.example': ['8.8.8.8', '127.0.0.1'],
  intranet: ['127.0.0.1'],
};

/** The second answer of `rebind.example` is the first one's check undone. */
export function createHostileResolver(): ((host: string) => Promise<LookupAddress[]>) & { asked: string[] } {
  const asked: string[] = [];
  const resolve = (host: string): Promise<LookupAddress[]> => {
    const times = asked.push(host);
    const isFirst = asked.indexOf(host) === times - 1;
    const addresses = host === 'rebind.example' ? [isFirst ? '8.8.8.8' : '127.0.0.1'] : (NAMES[host] ?? []);
    return Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  };
  return Object.assign(resolve, { asked });
}

/** `port` is one that somebody listens on, on loopback. */
export const hostileAddresses = (port: number): string[] => [
  `https://127.0.0.1:${port}/`,
  `https://127.0.0.1.:${port}/`,
  `https://127.1:${port}/`,
  `https://127.0.1:${port}/`,
  `https://127.255.255.254:${port}/`,
  `https://2130706433:${port}/`,
  `https://0x7f000001:${port}/`,
  `https://0x7f.1:${port}/`,
  `https://0177.0.0.1:${port}/`,
  `https://017700000001:${port}/`,
  `https://%31%32%37.0.0.1:${port}/`,
  `https://１２７。０。０。１:${port}/`,
  `https://①②⑦.0.0.1:${port}/`,
  `https://127.0.0.1\t:${port}/`,
  `https:\\\\127.0.0.1:${port}\\`,
  `https:127.0.0.1:${port}`,
  `https://0.0.0.0:${port}/`,
  `https://0:${port}/`,
  `https://[::1]:${port}/`,
  `https://[0:0:0:0:0:0:0:1]:${port}/`,
  `https://[::]:${port}/`,
  `https://[::ffff:127.0.0.1]:${port}/`,
  `https://[::ffff:7f00:1]:${port}/`,
  `https://[::127.0.0.1]:${port}/`,
  `https://[64:ff9b::127.0.0.1]:${port}/`,
  `https://[64:ff9b:1::7f00:1]:${port}/`,
  `https://[2002:7f00:1::]:${port}/`,
  `https://[2001:0:7f00:1::]:${port}/`,
  `https://[fe80::1%25lo]:${port}/`,
  `https://[fd00:ec2::254]:${port}/`,
  `https://10.0.0.5:${port}/`,
  `https://172.31.255.255:${port}/`,
  `https://192.168.1.1:${port}/`,
  `https://100.100.100.200:${port}/`,
  `https://169.254.169.254/latest/meta-data/`,
  `https://168.63.129.16/machine`,
  `https://224.0.0.1:${port}/`,
  `https://255.255.255.255:${port}/`,
  `https://example.org@127.0.0.1:${port}/`,
  `https://user:secret@loopback.example:${port}/`,
  `https://localhost:${port}/`,
  `https://LOCALHOST.:${port}/`,
  `https://ask.localhost:${port}/`,
  `https://loopback.example:${port}/`,
  `https://loopback.example.:${port}/`,
  `https://127.0.0.1.wildcard.example:${port}/`,
  `https://v6.example:${port}/`,
  `https://mapped.example:${port}/`,
  `https://zone.example:${port}/`,
  `https://zero.example:${port}/`,
  `https://ten.example:${port}/`,
  `https://metadata.example:${port}/`,
  `https://nat64.example:${port}/`,
  `https://both.example:${port}/`,
  `https://rebind.example:${port}/`,
  `https://intranet:${port}/`,
  `http://127.0.0.1:${port}/`,
  `http://loopback.example:${port}/`,
  `ws://127.0.0.1:${port}/`,
  `ftp://127.0.0.1:${port}/`,
  `gopher://127.0.0.1:${port}/_`,
  'file:///etc/passwd',
  'data:text/xml,<presence/>',
  'javascript:1',
  `unix:/run/app.sock:/`,
];

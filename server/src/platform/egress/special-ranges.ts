// In:    an IP address from a resolver or an address literal.
// Out:   its reserved purpose, or null for a public address.
// Never: treats an unreadable address as public.
import { BlockList, isIP } from 'node:net';

/**
 * Every range outside of the public internet. Source: IANA's IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890
 * and its updates), complete, including those marked "globally reachable", since no library's chat is there; the
 * multicast registries; and the IPv6 address space registry: only 2000::/3 is global unicast. Ranges with an embedded
 * IPv4 address (mapped, compatible, NAT64, 6to4, Teredo) are rejected whatever that address is. One cloud address is in
 * no registry, and is marked.
 */
const SPECIAL: readonly (readonly [range: string, purpose: string])[] = [
  ['0.0.0.0/8', 'this network'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'shared by a provider (CGNAT)'],
  ['127.0.0.0/8', 'loopback'],
  ['168.63.129.16/32', 'the platform address of a cloud'],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'for protocol assignments'],
  ['192.0.2.0/24', 'for documentation'],
  ['192.31.196.0/24', 'for AS112'],
  ['192.52.193.0/24', 'for multicast tunnels'],
  ['192.88.99.0/24', 'a 6to4 relay'],
  ['192.168.0.0/16', 'private'],
  ['192.175.48.0/24', 'for AS112'],
  ['198.18.0.0/15', 'for benchmarks'],
  ['198.51.100.0/24', 'for documentation'],
  ['203.0.113.0/24', 'for documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved'],
  ['::1/128', 'loopback'],
  ['::/128', 'unspecified'],
  ['::ffff:0:0/96', 'IPv4 inside IPv6 (mapped)'],
  ['::/96', 'IPv4 inside IPv6 (compatible)'],
  ['64:ff9b::/96', 'IPv4 inside IPv6 (NAT64)'],
  ['64:ff9b:1::/48', 'IPv4 inside IPv6 (local NAT64)'],
  ['100::/64', 'discarded'],
  ['100:0:0:1::/64', 'a dummy prefix'],
  ['2001::/32', 'IPv4 inside IPv6 (Teredo)'],
  ['2001::/23', 'for protocol assignments'],
  ['2001:db8::/32', 'for documentation'],
  ['2002::/16', 'IPv4 inside IPv6 (6to4)'],
  ['2620:4f:8000::/48', 'for AS112'],
  ['3fff::/20', 'for documentation'],
  ['5f00::/16', 'for segment routing'],
  ['fc00::/7', 'private (unique local)'],
  ['fe80::/10', 'link-local'],
  ['fec0::/10', 'private (site-local)'],
  ['ff00::/8', 'multicast'],
  // The rest of IPv6 outside 2000::/3.
  ['::/3', 'not part of the public internet'],
  ['4000::/2', 'not part of the public internet'],
  ['8000::/1', 'not part of the public internet'],
];

/** One list per family: a BlockList holds IPv4 as ::ffff:0:0/96, so that range would block all of IPv4. */
const listsOf = (family: 4 | 6): { list: BlockList; purpose: string }[] =>
  SPECIAL.filter(([range]) => isIP(range.split('/')[0]!) === family).map(([range, purpose]) => {
    const [network = '', bits] = range.split('/');
    const list = new BlockList();
    list.addSubnet(network, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
    return { list, purpose };
  });
const LISTS = { 4: listsOf(4), 6: listsOf(6) } as const;

export function specialPurposeOf(address: string): string | null {
  const family = isIP(address);
  // An address with a zone (fe80::1%eth0) is link-local, and BlockList cannot parse it.
  if ((family !== 4 && family !== 6) || address.includes('%')) return 'no public address';
  const type = family === 4 ? 'ipv4' : 'ipv6';
  return LISTS[family].find(({ list }) => list.check(address, type))?.purpose ?? null;
}

// In:    an IP address, as a resolver or an address literal gives it.
// Out:   what it is set aside for, or null where it is one of the public internet.
// Never: takes what it cannot read for public.
import { BlockList, isIP } from 'node:net';

/**
 * Every range that is not the public internet.
 * Source: IANA's IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates), whole, those marked
 * "globally reachable" too, since no library's chat lives there; the multicast registries; and the IPv6 address space
 * registry: of all of IPv6 only 2000::/3 is global unicast. Ranges that carry an IPv4 address inside (mapped, compatible,
 * NAT64, 6to4, Teredo) are refused whatever that address is. One address of a cloud is beside the registries, and says so.
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
  // What is left outside 2000::/3.
  ['::/3', 'not part of the public internet'],
  ['4000::/2', 'not part of the public internet'],
  ['8000::/1', 'not part of the public internet'],
];

/** A list per family: a BlockList holds IPv4 as ::ffff:0:0/96, so that one range would block all of IPv4. */
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
  // A zone (fe80::1%eth0) is link-local by its nature, and BlockList does not read it.
  if ((family !== 4 && family !== 6) || address.includes('%')) return 'no public address';
  const type = family === 4 ? 'ipv4' : 'ipv6';
  return LISTS[family].find(({ list }) => list.check(address, type))?.purpose ?? null;
}

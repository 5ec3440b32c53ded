// In:    a host name, from an address or HOST.
// Out:   whether it is this machine.
// Never: resolves a name: the result may change.

/** Names and addresses of this machine only; IPv6 with or without brackets. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/;

export const isLoopbackHost = (host: string): boolean => LOOPBACK.test(host);

// In:    a host name, as an address or HOST has it.
// Out:   whether it is this machine itself.
// Never: resolves a name: what answers may change.

/** Names and addresses that never leave the machine; IPv6 with or without its brackets. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/;

export const isLoopbackHost = (host: string): boolean => LOOPBACK.test(host);

// In:    an Authorization header.
// Out:   the token in it.
// Never: says whose it is.

/** Source: RFC 6750 §2.1. Undefined where the header is missing or of another scheme. */
export const bearerToken = (authorization: string | undefined): string | undefined =>
  /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];

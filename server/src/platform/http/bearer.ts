// In:    an Authorization header.
// Out:   its token.
// Never: checks the token.

/** Source: RFC 6750 §2.1. Undefined if the header is missing or has another scheme. */
export const bearerToken = (authorization: string | undefined): string | undefined =>
  /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];

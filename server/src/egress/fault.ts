// In:    why a request could not be made, or not be finished.
// Out:   an error with a stable code and a sentence for a person.
// Never: carries a path or a query: they may hold a token.

export type EgressFault =
  'bad-address' | 'private-address' | 'timeout' | 'too-large' | 'too-many-redirects' | 'unreachable';

export class EgressError extends Error {
  override name = 'EgressError';
  readonly code: EgressFault;
  constructor(code: EgressFault, message: string) {
    super(message);
    this.code = code;
  }
}

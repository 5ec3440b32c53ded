// In:    why a request could not be made, or not be finished.
// Out:   an error with a stable code and a sentence for a person.
// Never: carries a path or a query: they may hold a token.

export type EgressFault =
  'bad-address' | 'private-address' | 'timeout' | 'too-large' | 'too-many-redirects' | 'unreachable';

export class EgressError extends Error {
  override name = 'EgressError';
  readonly code: EgressFault;
  /** The sentence without the system's own code, by which a stranger could tell an open port from a closed one. */
  readonly plain: string;
  constructor(code: EgressFault, plain: string, system?: string) {
    super(system === undefined ? plain : `${plain} (${system})`);
    this.code = code;
    this.plain = plain;
  }
}

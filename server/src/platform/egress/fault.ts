// In:    why a request could not be made or completed.
// Out:   an error with a stable code and a sentence for people.
// Never: includes a path or a query: they may contain a token.

export type EgressFault =
  | 'bad-address'
  | 'private-address'
  | 'timeout'
  | 'too-large'
  | 'too-many-redirects'
  | 'unreachable';

export class EgressError extends Error {
  override name = 'EgressError';
  readonly code: EgressFault;
  /** The message without the system's code, which would reveal whether a port is open. */
  readonly plain: string;
  constructor(code: EgressFault, plain: string, system?: string) {
    super(system === undefined ? plain : `${plain} (${system})`);
    this.code = code;
    this.plain = plain;
  }
}

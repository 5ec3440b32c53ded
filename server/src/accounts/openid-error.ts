// In:    what failed between this server and the identity provider.
// Out:   an OpenIdError: whether the provider is unavailable, the person has cancelled, or its answer is refused.
// Never: a message with a value of the provider's answer or of the address: both may name a person.
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { EgressError } from '../platform/egress/egress.ts';

export type OpenIdFault = 'unavailable' | 'cancelled' | 'refused';
/** Why a sign-in opens no session. */
export type OpenIdRefusal = OpenIdFault | 'not-started' | 'no-role' | 'several-roles' | 'ended' | 'too-often';

export class OpenIdError extends Error {
  override name = 'OpenIdError';
  readonly fault: OpenIdFault;
  constructor(fault: OpenIdFault, reason: string) {
    super(reason);
    this.fault = fault;
  }
}

/** The codes of OAuth 2.0 and OpenID Connect are words; anything else in their place is not logged. */
const codeText = (code: string): string => (/^[a-z_]{1,40}$/.test(code) ? code : 'an unknown error');

const TEMPORARY = ['server_error', 'temporarily_unavailable'];

/** The claim that differs, as the library names it: never its value. */
const claimOf = (cause: unknown): string => {
  const claim = (cause as { cause?: { claim?: unknown } } | undefined)?.cause?.claim;
  return typeof claim === 'string' ? ` of the claim ${claim}` : '';
};

/** A cause is the one below an error, and so on. */
function causesOf(error: unknown): unknown[] {
  const causes = [error];
  for (let last = error; last instanceof Error && last.cause !== undefined && causes.length < 5; last = last.cause)
    causes.push(last.cause);
  return causes;
}

export function toOpenIdError(error: unknown): OpenIdError {
  if (error instanceof OpenIdError) return error;
  const causes = causesOf(error);
  const network = causes.find((cause) => cause instanceof EgressError);
  if (network) return new OpenIdError('unavailable', `the provider ${network.message}`);
  const reply = causes.find((cause) => cause instanceof Response);
  if (reply && reply.status >= 500) return new OpenIdError('unavailable', `the provider answers ${reply.status}`);
  if (error instanceof AuthorizationResponseError) {
    const fault =
      error.error === 'access_denied' ? 'cancelled' : TEMPORARY.includes(error.error) ? 'unavailable' : 'refused';
    return new OpenIdError(fault, `the provider answers ${codeText(error.error)}`);
  }
  if (error instanceof ResponseBodyError) {
    const fault = error.status >= 500 ? 'unavailable' : 'refused';
    return new OpenIdError(fault, `the provider answers ${codeText(error.error)}`);
  }
  const code = error instanceof ClientError && error.code ? error.code : 'an error of its form';
  return new OpenIdError('refused', `the provider’s answer is invalid: ${code}${claimOf(causes[1])}`);
}

// In:    the claims of a verified ID token, the issuer of the settings, now.
// Out:   what is wrong with them beyond what the library checks; null: nothing.
// Never: includes a value: it may name a person.

/** How far a provider's clock may be ahead. Units: ms. Source: the library's own tolerance for `exp` and `nbf`. */
const CLOCK_TOLERANCE_MS = 30_000;

export function claimsFault(
  { iss, sub, iat }: { iss: string; sub: string; iat: number },
  issuer: string,
  nowMs: number,
): string | null {
  // Providers that serve many organizations sign for each: only the one that the settings name may sign in.
  if (URL.parse(iss)?.href !== new URL(issuer).href) return 'the provider’s answer is of another issuer';
  // All of whom a broken provider sends without a name would be one account.
  if (sub.trim() === '') return 'the provider’s answer names nobody';
  if (iat * 1000 > nowMs + CLOCK_TOLERANCE_MS) return 'the provider’s answer is of a time to come';
  return null;
}

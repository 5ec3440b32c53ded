// In:    the text of an inline script.
// Out:   its hashes, as a content security policy names them, without padding.
// Never: needs Node.

const ALGORITHMS = [256, 384, 512] as const;

/** Null: this browser hashes nothing, as on a page that came by plain http. */
export async function hashesOf(text: string): Promise<ReadonlySet<string> | null> {
  const { subtle } = crypto as { subtle?: typeof crypto.subtle };
  if (subtle === undefined) return null;
  const bytes = new TextEncoder().encode(text);
  const hashes = await Promise.all(
    ALGORITHMS.map(async (bits) => {
      const digest = new Uint8Array(await subtle.digest(`SHA-${bits}`, bytes));
      return `sha${bits}-${btoa(String.fromCharCode(...digest)).replace(/=+$/, '')}`;
    }),
  );
  return new Set(hashes);
}

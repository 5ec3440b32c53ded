// The address of a page that the tag's own report hands over to be proposed.
const KEY = 'askusnow-handed-address';
/** As long as a sign-in leads back to the page that was opened first. */
const KEPT_MS = 30 * 60_000;

interface Handed {
  address: string;
  /** The page that it is for. */
  path: string;
  untilMs: number;
}

/** '': Home asks for the form alone; null: there is none. */
const inFragment = (): string | null => new URLSearchParams(location.hash.slice(1)).get('address');

const dropFragment = (): void => history.replaceState(history.state, '', location.pathname + location.search);

function readKept(): Partial<Handed> {
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? 'null') as Handed | null) ?? {};
  } catch {
    return {};
  }
}

/**
 * Moves it from the fragment, which browsers send to no server, to this browser's storage: a sign-in leads over other pages, which
 * lose the fragment, and by a mailed link to another tab, which does not have this one's session storage.
 */
export function keepHandedAddress(): void {
  try {
    if ((readKept().untilMs ?? 0) < Date.now()) localStorage.removeItem(KEY);
    const address = inFragment();
    if (!address) return;
    const handed: Handed = { address, path: location.pathname, untilMs: Date.now() + KEPT_MS };
    localStorage.setItem(KEY, JSON.stringify(handed));
    dropFragment();
  } catch {
    // A browser may forbid it: the fragment lasts as long as nobody has to sign in.
  }
}

/** For the page that is open, once. '': the form alone is asked for; null: neither. */
export function takeHandedAddress(): string | null {
  const { address = '', path, untilMs = 0 } = readKept();
  if (path === location.pathname && untilMs >= Date.now()) {
    localStorage.removeItem(KEY);
    return address;
  }
  const unkept = inFragment();
  if (unkept !== null) dropFragment();
  return unkept;
}

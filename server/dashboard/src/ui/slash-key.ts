// The one-letter key of the search: who dictates, or presses keys by chance, turns it off. This browser keeps the choice.
const KEPT = 'askusnow-slash';

export function opensBySlash(): boolean {
  try {
    return localStorage.getItem(KEPT) !== 'off';
  } catch {
    return true;
  }
}

export function keepsSlash(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, 'off');
  } catch {
    // A browser that keeps nothing has the key.
  }
}

/** Whether the key is a search, and not a character that somebody types. */
export function asksSearch(event: KeyboardEvent): boolean {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  const [target] = event.composedPath();
  const isTyping = target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
  return !isTyping && opensBySlash();
}

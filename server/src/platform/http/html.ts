// In:    any text.
// Out:   the same text for use in HTML, as content or in a quoted attribute.
// Never: markup that the text brought along.

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);

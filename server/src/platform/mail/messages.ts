// Out:   why a mail was not sent, in words that liaisons read; by meaning.
// Never: the mail server's own words: they may quote addresses.
export const messages = {
  mailTimeout: 'The mail server has not answered in time.',
  mailSignIn: 'The mail server does not let this server sign in; the person who runs it can fix this.',
  mailTls: 'This server has no safe connection to the mail server; the person who runs it can fix this.',
  mailUnreachable: 'The mail server cannot be reached.',
  mailLater: (code: number): string => `The mail server asks to try again later (${code}).`,
  mailRefused: (code: number): string => `The mail server refuses this address or message permanently (${code}).`,
  mailRefusesUs: (code: number): string => `The mail server refuses mail from this server (${code}).`,
};

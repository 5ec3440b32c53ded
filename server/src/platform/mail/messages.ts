// Out:   why a mail was not sent, in English; by meaning.
// Never: the mail server's own words: they may quote addresses.
export const messages = {
  mailTimeout: 'The mail server has not answered in time.',
  mailSignIn: 'The mail server refuses the sign-in of this server; its operator can fix this.',
  mailTls: 'The mail server’s TLS cannot be trusted.',
  mailUnreachable: 'The mail server cannot be reached.',
  mailLater: (code: number): string => `The mail server asks to try again later (${code}).`,
  mailRefused: (code: number): string => `The mail server refuses this address or message permanently (${code}).`,
  mailRefusesUs: (code: number): string => `The mail server refuses mail from this server (${code}).`,
};

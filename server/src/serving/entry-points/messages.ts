// Out:   the sentences of the public pages for entry points.
export const messages = {
  unknownLibrary: 'No library has this address',
  unknownLibraryWhy:
    'The link may be old or misspelled. If a page of your library led you here, please tell the library which one.',
  chooseLibrary: 'Ask a librarian at:',
  noChat: 'This library has no chat.',
  callLibrary: 'Call the library:',
  askAtLibrary: 'Please ask at the library.',
  askLibrarian: 'Ask a librarian',
  frameFault: 'The address of this frame is not right',
  makeAnother: 'Make another one:',
  getTheTag: 'Get the tag',
  qrOf: (address: string) => `QR code: ${address}`,
  posterFault: 'The address of this page is not right',
  scan: 'Scan to chat with a librarian',
  reminder: (library: string) => `Ask a librarian: ${library}`,
  reminderWhy: 'The chat opens. Hours may change: look before you go on.',
  orGoTo: 'or go to',
} as const;

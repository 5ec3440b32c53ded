// Out:   the exit codes of every command; `askusnow --help` prints them, and a test compares the operators' table.

export const EXIT = { done: 0, failed: 1, usage: 2, notRead: 3, refused: 78 } as const;

export const EXIT_MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = {
  done: 'done; nothing is wrong',
  failed: 'it failed, or a check has found a fault',
  usage: 'the command, an option or a named file cannot be used',
  notRead: '`doctor`: a page was not read, and the others have no fault',
  // EX_CONFIG of sysexits.h, which systemd prints by name.
  refused:
    'a setting, the Node version, the build, the database or the file of `start --import` does not fit; a second try does not help',
};

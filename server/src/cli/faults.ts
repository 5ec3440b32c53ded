// Out:   errors of a command whose message is for the person at the terminal.

/** The arguments, or a file that they name, cannot be used. Exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The server, or its database, refused the command, with a reason. */
export class CommandRefusedError extends Error {
  override name = 'CommandRefusedError';
}

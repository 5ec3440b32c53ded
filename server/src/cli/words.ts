// In:    the command line's arguments.
// Out:   a command, or a UsageError with the expected form.
// Never: runs the command.
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { ROLE_IS_FOR, ROLES, type Role } from '@askusnow/sdk/contract';

/** One of these. */
const ROLES_IN_WORDS = new Intl.ListFormat('en', { type: 'disjunction' }).format(ROLES);

export const USAGE = `Usage: askusnow COMMAND

  start [--import FILE] [--demo DIR] [--simulate] [--accept-differences]
                                       run the server; import FILE into an empty database first;
                                       show the demo pages of DIR (see examples/);
                                       fill an empty database with 90 simulated days of FILE's libraries;
                                       start though counts of the last two days differ (see verify)
  migrate                              bring the database's tables up to date
  import FILE [--replace]              import the cooperative's file; --replace: overwrite hours changed by hand since
  export                               print the cooperative's file
  check FILE                           say what is wrong with a cooperative's file; touches nothing
  check --library NAME                 print what a library needs before it goes live, each line with its proof;
                                       NAME: its name or id; ends with 1 where a line is "no", and with 0 where others are
                                       "not checked"
  backup FILE                          write the whole database to FILE, also while the server runs
  restore FILE                         read a backup into an empty database
  verify                               compare the counts by placement with the counts by hour, check references, next
                                       numbers, indexes and constraints, walk the audit log's chain and print its newest hash;
                                       count sealed fields that no key opens; say whether the database checks statements by
                                       policies
  verify FILE                          check that a backup is whole and unaltered; touches nothing
  invite --role ROLE [--library ID …] [--queue ID …] [--label TEXT]
                                       print a one-time sign-in link; ROLE: ${ROLES_IN_WORDS}
  accounts                             list who may sign in, each with a number
  score --library ID                   print a library's visibility score, and each rule's result with its reason
  sign-out NUMBER                      sign an account out wherever it is signed in
  end-account NUMBER                   end an account, its links and its sessions
  doctor URL … [--library ID]          read pages and say whether the tag is on them, and what is wrong
  doctor --before URL --after URL [--library ID]
                                       compare a page with its new version: which entry points are lost, which are new
                                       both end with 1 where the tag is missing, lost or has a fault, and with 3 where
                                       nothing of that is known, since a page could not be read
  grants ROLE                          print the SQL that gives ROLE the rights of a server on Postgres, and no more
  --help, --version

Environment: PORT (8080), HOST (127.0.0.1), PUBLIC_URL (http://HOST:PORT), DATA_DIR (./data),
DATABASE_URL (none: an embedded Postgres in DATA_DIR), DATABASE_OWNER_URL (none: DATABASE_URL owns the tables),
DATABASE_REQUIRE_LIMITED_ROLE (no), TRUSTED_PROXIES (none), EGRESS_ALLOW (none),
METRICS_PORT and METRICS_TOKEN (none: no /metrics), SMTP_URL and MAIL_FROM (none: no mail),
SECURITY_CONTACT (none: no security.txt), SEAL_KEY (none: no dummy card number or PIN is stored),
SEAL_KEY_BEFORE (none: the former key, which opens what it has sealed), OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET (none: no single
sign-on), OIDC_ROLE_CLAIM and OIDC_SCOPE (what it asks for).
`;

/** The arguments are invalid. Exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The arguments are valid, but a file or folder is not. Exit code 2, too; the usage text would not help. */
export class FileUnusableError extends Error {
  override name = 'FileUnusableError';
}

/** The running server refused the command, with a reason. */
export class CommandRefusedError extends Error {
  override name = 'CommandRefusedError';
}

export type Command =
  | { name: 'help' }
  | { name: 'version' }
  | { name: 'migrate' }
  | { name: 'export' }
  | { name: 'accounts' }
  | { name: 'end-account' | 'sign-out'; id: number }
  | { name: 'verify'; file: string | null }
  | { name: 'grants'; role: string }
  | { name: 'backup'; file: string }
  | { name: 'restore'; file: string }
  | { name: 'start'; importFile: string | null; demo: string | null; simulate: boolean; acceptDifferences: boolean }
  | { name: 'import'; file: string; replace: boolean }
  | { name: 'check'; file: string }
  | { name: 'check-library'; library: string }
  | { name: 'score'; library: string }
  | { name: 'doctor'; pages: string[]; library: string | null }
  | { name: 'doctor-compare'; before: string; after: string; library: string | null }
  | { name: 'invite'; role: Role; libraries: string[]; queues: string[]; label: string | null };

type Options = NonNullable<ParseArgsConfig['options']>;

/** Accepts exactly the given options and operands. */
function read<const O extends Options>(name: string, words: string[], options: O, operands: string[] = []) {
  let parsed;
  try {
    parsed = parseArgs({ args: words, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(`askusnow ${name}: ${(error as Error).message}`);
  }
  if (parsed.positionals.length !== operands.length) {
    throw new UsageError(`askusnow ${name}: should be followed by ${operands.join(' ') || 'options only'}`);
  }
  return parsed;
}

function readInvite(words: string[]): Command {
  const { values } = read('invite', words, {
    role: { type: 'string' },
    library: { type: 'string', multiple: true },
    queue: { type: 'string', multiple: true },
    label: { type: 'string' },
  });
  const role = ROLES.find((known) => known === values.role);
  if (!role) throw new UsageError(`askusnow invite: --role should be ${ROLES_IN_WORDS}`);
  const { library: libraries = [], queue: queues = [] } = values;
  const isFor = ROLE_IS_FOR[role];
  if (isFor === 'libraries' && role !== 'provider' && libraries.length === 0) {
    throw new UsageError(`askusnow invite: a ${role} needs at least one --library ID`);
  }
  if (role === 'coordinator' && libraries.length > 0) {
    throw new UsageError('askusnow invite: a coordinator sees every library; leave --library out');
  }
  if (role === 'desk' && (libraries.length > 0 || queues.length === 0)) {
    throw new UsageError('askusnow invite: a desk needs at least one --queue ID, and no --library');
  }
  if (role === 'provider' && values.label === undefined) {
    throw new UsageError('askusnow invite: a provider needs a --label');
  }
  if (isFor !== 'queues' && queues.length > 0) {
    throw new UsageError('askusnow invite: only a desk answers at queues; leave --queue out');
  }
  return { name: 'invite', role, libraries, queues, label: values.label ?? null };
}

function readAccount(name: 'end-account' | 'sign-out', words: string[]): Command {
  const [text = ''] = read(name, words, {}, ['NUMBER']).positionals;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new UsageError(`askusnow ${name}: NUMBER should be one of those that "askusnow accounts" lists`);
  return { name, id: Number(text) };
}

function readDoctor(words: string[]): Command {
  let parsed;
  try {
    const options = { library: { type: 'string' }, before: { type: 'string' }, after: { type: 'string' } } as const;
    parsed = parseArgs({ args: words, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(`askusnow doctor: ${(error as Error).message}`);
  }
  const { values, positionals: pages } = parsed;
  const { before, after, library = null } = values;
  for (const page of [...pages, ...[before, after].filter((one) => one !== undefined)]) {
    if (!/^https?:\/\/./.test(page)) throw new UsageError(`askusnow doctor: "${page}" should begin with https://`);
  }
  if (before !== undefined && after !== undefined && pages.length === 0) {
    return { name: 'doctor-compare', before, after, library };
  }
  if (before !== undefined || after !== undefined) {
    throw new UsageError('askusnow doctor: --before and --after each take one address, and come together');
  }
  if (pages.length === 0) throw new UsageError('askusnow doctor: should be followed by the address of a page');
  return { name: 'doctor', pages, library };
}

function readScore(words: string[]): Command {
  const { library } = read('score', words, { library: { type: 'string' } }).values;
  if (library === undefined) throw new UsageError('askusnow score: should be followed by --library ID');
  return { name: 'score', library };
}

function readCheck(words: string[]): Command {
  if (!words.some((word) => word.startsWith('--library')))
    return { name: 'check', file: read('check', words, {}, ['FILE']).positionals[0]! };
  return { name: 'check-library', library: read('check', words, { library: { type: 'string' } }).values.library ?? '' };
}

const READERS: Record<string, (words: string[]) => Command> = {
  start(words) {
    const { values } = read('start', words, {
      import: { type: 'string' },
      demo: { type: 'string' },
      simulate: { type: 'boolean' },
      'accept-differences': { type: 'boolean' },
    });
    const { import: importFile = null, demo = null, simulate = false } = values;
    if (simulate && importFile === null)
      throw new UsageError('askusnow start: --simulate needs --import FILE, whose libraries it simulates');
    return { name: 'start', importFile, demo, simulate, acceptDifferences: values['accept-differences'] ?? false };
  },
  migrate: (words) => (read('migrate', words, {}), { name: 'migrate' }),
  export: (words) => (read('export', words, {}), { name: 'export' }),
  verify: (words) =>
    words.length === 0
      ? { name: 'verify', file: null }
      : { name: 'verify', file: read('verify', words, {}, ['FILE']).positionals[0]! },
  grants: (words) => ({ name: 'grants', role: read('grants', words, {}, ['ROLE']).positionals[0]! }),
  backup: (words) => ({ name: 'backup', file: read('backup', words, {}, ['FILE']).positionals[0]! }),
  restore: (words) => ({ name: 'restore', file: read('restore', words, {}, ['FILE']).positionals[0]! }),
  import(words) {
    const { values, positionals } = read('import', words, { replace: { type: 'boolean' } }, ['FILE']);
    return { name: 'import', file: positionals[0]!, replace: values.replace ?? false };
  },
  check: readCheck,
  invite: readInvite,
  doctor: readDoctor,
  score: readScore,
  accounts: (words) => (read('accounts', words, {}), { name: 'accounts' }),
  'end-account': (words) => readAccount('end-account', words),
  'sign-out': (words) => readAccount('sign-out', words),
};

export function readCommand([name, ...words]: string[]): Command {
  if (name === undefined) throw new UsageError('askusnow: which command?');
  if (name === '--version') return { name: 'version' };
  if (['--help', '-h', 'help'].includes(name) || words.includes('--help')) return { name: 'help' };
  const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  if (!reader) throw new UsageError(`askusnow: there is no command "${name}"`);
  return reader(words);
}

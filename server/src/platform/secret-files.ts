// In:    names of secrets, and the environment.
// Out:   the values of those that are in files, as container platforms provide them, and what is wrong with a file.
// Never: puts a file's text into a fault.
import { readFileSync } from 'node:fs';

/** By the secret's name. One with a fault has its file's path as its value: it counts as given. */
export interface SecretFiles {
  values: Record<string, string>;
  faults: Record<string, string>;
}

export function readSecretFiles(
  names: readonly string[],
  environment: Record<string, string | undefined>,
): SecretFiles {
  const values: Record<string, string> = {};
  const faults: Record<string, string> = {};
  for (const name of names) {
    const file = environment[`${name}_FILE`];
    if (!file) continue;
    values[name] = file;
    if (environment[name]) {
      faults[name] = `${name} and ${name}_FILE: should not both be given: leave one out`;
      continue;
    }
    try {
      const value = readFileSync(file, 'utf8').trim();
      if (value === '') faults[name] = `${name}_FILE: should be a file with the value of ${name}, and ${file} is empty`;
      else values[name] = value;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      faults[name] = `${name}_FILE: should be a file that this user can read, and ${file} is not (${code})`;
    }
  }
  return { values, faults };
}

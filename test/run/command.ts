// Runs a command of another program to its end.
import { spawn } from 'node:child_process';

export interface Ended {
  code: number;
  output: string;
}

/** Shows what the command prints: at once, or, where it runs beside others, as one piece when it has ended. */
export function execute(command: string, words: string[], { isBesideOthers = false } = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (!isBesideOthers) process.stdout.write(text);
      });
    }
    const end = (code: number): void => {
      if (isBesideOthers) process.stdout.write(output);
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += error.message;
      end(127);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}

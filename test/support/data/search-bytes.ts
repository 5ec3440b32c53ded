// Looks for many needles at once in every byte of a folder: one pass, whatever the number of needles.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Carrier, Needle } from './patron-marks.ts';

export interface Hit {
  carrier: Carrier;
  form: string;
  /** File or stream in which it stands. */
  place: string;
  /** What stands around it. */
  near: string;
}

export interface Found {
  files: number;
  bytes: number;
  hits: Hit[];
}

/** Enough to show what leaks; a copied page would repeat it thousands of times. */
const MAX_HITS = 500;

export interface Search {
  bytes(place: string, bytes: Buffer): Found;
  text(place: string, text: string): Found;
  /** Every file below the folder. */
  folder(folder: string): Found;
}

/** A database that runs may take a file away between the listing and the reading. */
function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export function createSearch(needles: readonly Needle[]): Search {
  // By their first two bytes: nearly every byte of a file is passed over at the first look.
  const begins = new Uint8Array(0x10000);
  const byBegin = new Map<number, Needle[]>();
  for (const needle of needles) {
    if (needle.bytes.length < 5) throw new Error(`too short to look for: ${needle.carrier} as ${needle.form}`);
    const begin = needle.bytes.readUInt16BE();
    begins[begin] = 1;
    byBegin.set(begin, [...(byBegin.get(begin) ?? []), needle]);
  }

  function searchBytes(place: string, bytes: Buffer): Found {
    const hits: Hit[] = [];
    let begin = bytes[0] ?? 0;
    for (let at = 1; at < bytes.length && hits.length < MAX_HITS; at += 1) {
      begin = ((begin << 8) | bytes[at]!) & 0xffff;
      if (begins[begin] === 0) continue;
      const from = at - 1;
      for (const { carrier, form, bytes: wanted } of byBegin.get(begin)!) {
        if (bytes.compare(wanted, 0, wanted.length, from, Math.min(from + wanted.length, bytes.length)) !== 0) continue;
        const near = bytes.toString('latin1', Math.max(0, from - 40), from + wanted.length + 40);
        hits.push({ carrier, form, place, near: near.replace(/[^\x20-\x7e]+/g, '·') });
      }
    }
    return { files: 1, bytes: bytes.length, hits };
  }

  return {
    bytes: searchBytes,
    text: (place, text) => searchBytes(place, Buffer.from(text)),
    folder(folder) {
      const total: Found = { files: 0, bytes: 0, hits: [] };
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const file = join(entry.parentPath, entry.name);
        const bytes = readIfThere(file);
        if (bytes === undefined) continue;
        const found = searchBytes(file.slice(folder.length + 1), bytes);
        total.files += 1;
        total.bytes += found.bytes;
        total.hits.push(...found.hits.slice(0, MAX_HITS));
      }
      return total;
    },
  };
}

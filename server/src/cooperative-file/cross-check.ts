// In:    the file's plain data, valid or not.
// Out:   every error between its parts: duplicate ids, unknown queues, queues of the wrong tier.
// Never: checks single fields: schema.ts does. Reads what is valid, so that all errors are reported at once.
import { standardSchema, TIERS } from '@askusnow/sdk/contract';
import { ownerFaults } from '../schedule/shifts/check.ts';
import { placeFaults } from '../schedule/shifts/needed.ts';
import { nearest } from '../cooperative/nearest.ts';
import { standardFaults } from '../visibility/standard/rules.ts';
import type { DataPath } from './yaml-source.ts';

export interface CrossFault {
  path: DataPath;
  message: string;
}

type Fields = Record<string, unknown>;

export const fieldsOf = (data: unknown): Fields => (typeof data === 'object' && data !== null ? (data as Fields) : {});
export const listOf = (data: unknown): unknown[] => (Array.isArray(data) ? data : []);

function doubles(
  list: unknown[],
  textOf: (item: unknown) => unknown,
  pathOf: (index: number) => DataPath,
  what: string,
): CrossFault[] {
  const seen = new Set<string>();
  return list.flatMap((item, index) => {
    const text = textOf(item);
    if (typeof text !== 'string') return [];
    if (seen.has(text))
      return [{ path: pathOf(index), message: `"${text}" is used already; ${what} should be unique` }];
    seen.add(text);
    return [];
  });
}

/** The statewide and the global queue exist once: patrons of all libraries share these desks. */
function sharedTierFaults(queues: unknown[]): CrossFault[] {
  const first = new Map<unknown, unknown>();
  return queues.flatMap((queue, index) => {
    const { tier, id } = fieldsOf(queue);
    if (tier !== 'statewide' && tier !== 'global') return [];
    if (first.has(tier)) {
      return [
        {
          path: ['queues', index, 'tier'],
          message: `there should be one ${tier} queue; "${String(first.get(tier))}" is one already`,
        },
      ];
    }
    first.set(tier, id);
    return [];
  });
}

function queueUseFaults(uses: unknown, tierOfQueue: Map<string, unknown>, path: DataPath): CrossFault[] {
  return TIERS.flatMap((tier): CrossFault[] => {
    const { queue } = fieldsOf(fieldsOf(uses)[tier]);
    if (typeof queue !== 'string') return [];
    const at = [...path, tier, 'queue'];
    if (!tierOfQueue.has(queue)) {
      const meant = nearest(
        queue,
        [...tierOfQueue].filter(([, its]) => its === tier).map(([id]) => id),
      );
      return [
        {
          path: at,
          message: `there is no queue "${queue}"; should be an id under queues${meant ? `; did you mean "${meant}"?` : ''}`,
        },
      ];
    }
    const its = tierOfQueue.get(queue);
    return its === tier
      ? []
      : [{ path: at, message: `queue "${queue}" is of tier ${String(its)}; should be a ${tier} queue` }];
  });
}

function libraryFaults(data: unknown, path: DataPath, tierOfQueue: Map<string, unknown>): CrossFault[] {
  const library = fieldsOf(data);
  const origins = listOf(library['origins']);
  const keyPages = listOf(library['keyPages']);
  return [
    ...queueUseFaults(library['queues'], tierOfQueue, [...path, 'queues']),
    ...doubles(
      origins,
      (origin) => origin,
      (index) => [...path, 'origins', index],
      'an origin',
    ),
    ...doubles(
      listOf(library['branches']),
      (branch) => fieldsOf(branch)['id'],
      (index) => [...path, 'branches', index, 'id'],
      "a branch's id",
    ),
    ...doubles(
      keyPages,
      (page) => fieldsOf(page)['name'],
      (index) => [...path, 'keyPages', index, 'name'],
      "a key page's name",
    ),
    ...keyPages.flatMap((page, index): CrossFault[] => {
      const { origin } = fieldsOf(page);
      if (typeof origin !== 'string' || origins.includes(origin)) return [];
      return [
        {
          path: [...path, 'keyPages', index, 'origin'],
          message: `"${origin}" should be one of the library's origins, spelled as there`,
        },
      ];
    }),
  ];
}

/** The standard's own rules are about kinds of key pages that a library has. */
function standardCrossFaults(data: unknown, libraries: unknown[]): CrossFault[] {
  const parsed = standardSchema.safeParse(data);
  if (!parsed.success) return [];
  const keyPages = libraries.flatMap((library) => listOf(fieldsOf(library)['keyPages']));
  const pageKinds = new Set(keyPages.map((page) => fieldsOf(page)['kind']).filter((kind) => typeof kind === 'string'));
  return standardFaults(parsed.data, { pageKinds }).map(({ path, message }) => ({
    path: ['standard', ...path],
    message,
  }));
}

/** Libraries owe hours at the desks that they share. */
function owedFaults(queues: unknown[], libraries: unknown[]): CrossFault[] {
  const ids = new Set(libraries.map((library) => fieldsOf(library)['id']));
  return queues.flatMap((queue, index): CrossFault[] => {
    const { tier, shifts, needed } = fieldsOf(queue);
    const owners = listOf(shifts).map((shift) => {
      const { library } = fieldsOf(shift);
      return typeof library === 'string' ? { library } : {};
    });
    const path = ['queues', index];
    return [
      ...ownerFaults(owners, { tier, isLibrary: (id) => ids.has(id) }).map((fault) => ({
        path: [...path, 'shifts', ...fault.path],
        message: fault.message,
      })),
      ...placeFaults(listOf(needed), tier).map(({ message }) => ({ path: [...path, 'needed'], message })),
    ];
  });
}

/** Operators that a presence source names stand for libraries of a shared desk, each once. */
export function operatorFaults(queues: unknown[], libraries: ReadonlySet<unknown>): CrossFault[] {
  return queues.flatMap((queue, index): CrossFault[] => {
    const { tier, presence } = fieldsOf(queue);
    const operators = listOf(fieldsOf(presence)['operators']);
    const path = ['queues', index, 'presence', 'operators'];
    if (operators.length > 0 && tier === 'local')
      return [{ path, message: 'a local desk is its own library’s: leave the operators out' }];
    return [
      ...doubles(
        operators,
        (each) => fieldsOf(each)['name'],
        (at) => [...path, at, 'name'],
        "an operator's name",
      ),
      ...operators.flatMap((each, at): CrossFault[] => {
        const { library } = fieldsOf(each);
        if (typeof library !== 'string' || libraries.has(library)) return [];
        return [{ path: [...path, at, 'library'], message: `there is no library "${library}" in the cooperative` }];
      }),
    ];
  });
}

export function crossFaults(data: unknown): CrossFault[] {
  const queues = listOf(fieldsOf(data)['queues']);
  const libraries = listOf(fieldsOf(data)['libraries']);
  const idOf = (item: unknown): unknown => fieldsOf(item)['id'];
  const tierOfQueue = new Map<string, unknown>();
  for (const queue of queues) {
    const { id, tier } = fieldsOf(queue);
    if (typeof id === 'string' && !tierOfQueue.has(id)) tierOfQueue.set(id, tier);
  }
  return [
    ...doubles(queues, idOf, (index) => ['queues', index, 'id'], "a queue's id"),
    ...sharedTierFaults(queues),
    ...doubles(libraries, idOf, (index) => ['libraries', index, 'id'], "a library's id"),
    ...owedFaults(queues, libraries),
    ...operatorFaults(queues, new Set(libraries.map(idOf))),
    ...standardCrossFaults(fieldsOf(data)['standard'], libraries),
    ...libraries.flatMap((library, index) => libraryFaults(library, ['libraries', index], tierOfQueue)),
  ];
}

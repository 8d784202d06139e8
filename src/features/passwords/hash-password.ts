import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { hash as argon2, verify as argon2Verify, type Options, parseOptions } from '@node-rs/argon2';
import { Refused } from '../../foundations/http/index.ts';
import { isAbsurdlyLong, normalisePassword } from './password-policy.ts';

/** Argon2id's cost. Lower only in tests. */
export interface HashCost {
  memoryKib: number;
  passes: number;
  lanes: number;
}

/** PW-12: the lowest cost OWASP and ASVS accept. */
export const STANDARD_COST: HashCost = { memoryKib: 19_456, passes: 2, lanes: 1 };
const OUTPUT_BYTES = 32;
const SALT_BYTES = 16;
const MOST_WAITING = 200;

/** More hashes are wanted than can be computed soon; the caller hears 503 with Retry-After (PW-14). */
export class TooBusy extends Refused {
  override name = 'TooBusy';
  constructor() {
    super('unavailable', { retryAfterSeconds: 1 });
  }
}

export interface HashingOptions {
  cost?: HashCost;
  /** Kept outside the database (PW-12): without it a stolen table cannot be guessed at. */
  pepper?: Uint8Array | null;
  /** How many are computed at once; each takes a core and `cost.memoryKib`. */
  parallel?: number;
  /** How many may wait for their turn. */
  waiting?: number;
}

export interface Hashing {
  /** A new salted hash as a PHC string. Refuses with TooBusy. */
  hash(password: string): Promise<string>;
  /** null: there is no such password; false after the same work (RL-4). Refuses with TooBusy. */
  verify(hash: string | null, password: string): Promise<boolean>;
  /** Weaker than a new hash would be, or made otherwise. */
  needsRehash(hash: string): boolean;
  /** Hashes computed so far: equal work is shown by counting it, not by a clock. */
  readonly computed: number;
}

/** Bounded password hashing; the work itself runs beside the event loop. */
export function createHashing(options: HashingOptions = {}): Hashing {
  const { cost = STANDARD_COST, pepper = null, parallel = availableParallelism(), waiting = MOST_WAITING } = options;
  const inTurn = createQueue(parallel, waiting);
  const nobody = unmatchableHash(cost);
  const secret = pepper === null ? {} : { secret: pepper };
  const parameters: Options = {
    memoryCost: cost.memoryKib,
    timeCost: cost.passes,
    parallelism: cost.lanes,
    outputLen: OUTPUT_BYTES,
    ...secret,
  };
  let computed = 0;

  return {
    get computed() {
      return computed;
    },
    hash(password) {
      return inTurn(() => {
        computed += 1;
        return argon2(normalisePassword(password), { ...parameters, salt: randomBytes(SALT_BYTES) });
      });
    },
    async verify(hash, password) {
      // No such password was ever set, for anyone: refusing at once tells nothing about this user.
      if (isAbsurdlyLong(password)) return false;
      return inTurn(async () => {
        computed += 1;
        const matches = await argon2Verify(hash ?? nobody, normalisePassword(password), secret);
        return matches && hash !== null;
      });
    },
    needsRehash: (hash) => isWeaker(hash, cost),
  };
}

function isWeaker(hash: string, cost: HashCost): boolean {
  const { memoryCost, timeCost, outputLen, saltLen } = parseOptions(hash);
  const strong = memoryCost >= cost.memoryKib && timeCost >= cost.passes;
  return !strong || outputLen < OUTPUT_BYTES || saltLen < SALT_BYTES || !hash.startsWith('$argon2id$v=19$');
}

/** A hash of this cost that no password has: checking against it is the same work as against a real one. */
function unmatchableHash({ memoryKib, passes, lanes }: HashCost): string {
  const part = (bytes: number) => randomBytes(bytes).toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${part(SALT_BYTES)}$${part(OUTPUT_BYTES)}`;
}

/** At most `parallel` at once, at most `waiting` more in line; whoever comes then is refused at once. */
function createQueue(parallel: number, waiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  const line: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= parallel) {
      if (line.length >= waiting) throw new TooBusy();
      await new Promise<void>((resolve) => line.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      // The place is handed on, so that nobody can slip in between.
      const next = line.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

import { z } from 'zod';
import { CeremonyFailed } from './ceremony.ts';

export interface Expected {
  challenge: string;
  rpId: string;
  /** Compared exactly (PK-3). */
  origins: readonly string[];
}

const schema = z.looseObject({
  type: z.string(),
  challenge: z.string().min(1),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
  topOrigin: z.unknown().optional(),
});

/** What the client says it did (WA §5.8.1). Read as JSON, with a byte order mark and members of later days (PK-2). */
export function readClientData(bytes: Buffer): z.infer<typeof schema> {
  try {
    return schema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (error) {
    throw new CeremonyFailed('malformed', error);
  }
}

/** WA §7.1 steps 7–11, §7.2 steps 10–14: the right ceremony, our own page, in no other page's frame (PK-3, PK-4). */
export function checkClientData(bytes: Buffer, type: string, { challenge, origins }: Expected): void {
  const data = readClientData(bytes);
  if (data.type !== type) throw new CeremonyFailed('type');
  if (data.challenge !== challenge) throw new CeremonyFailed('challenge');
  if (!origins.includes(data.origin)) throw new CeremonyFailed('origin');
  if (data.crossOrigin === true || data.topOrigin !== undefined) throw new CeremonyFailed('cross-origin');
}

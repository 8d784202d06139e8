import { z } from 'zod';
import { CeremonyFailed } from './ceremony.ts';

export interface Expected {
  challenge: string;
  rpId: string;
  /** Compared exactly (PK-3). */
  origins: readonly string[];
  /** Pages that may hold ours in a frame (PK-4). */
  topOrigins: readonly string[];
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

/** WA §7.1 steps 7–11, §7.2 steps 10–14: the right ceremony, our own page, in no frame but of a page that was listed (PK-3, PK-4). */
export function checkClientData(bytes: Buffer, type: string, { challenge, origins, topOrigins }: Expected): void {
  const data = readClientData(bytes);
  if (data.type !== type) throw new CeremonyFailed('type');
  if (data.challenge !== challenge) throw new CeremonyFailed('challenge');
  if (!origins.includes(data.origin)) throw new CeremonyFailed('origin');
  if (!isFrameAllowed(data, topOrigins)) throw new CeremonyFailed('cross-origin');
}

/** Older browsers do not name the top: then it is taken where any was listed. A top without a frame is nobody's. */
function isFrameAllowed({ crossOrigin, topOrigin }: z.infer<typeof schema>, topOrigins: readonly string[]): boolean {
  if (crossOrigin !== true) return topOrigin === undefined;
  return topOrigin === undefined ? topOrigins.length > 0 : topOrigins.some((listed) => listed === topOrigin);
}

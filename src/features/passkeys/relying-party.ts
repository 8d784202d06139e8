/** Who we are to browsers and authenticators. From the settings. */
export interface RelyingParty {
  /** The domain of new passkeys. */
  id: string;
  /** Domains whose passkeys are still taken, during a move to another. */
  formerIds: readonly string[];
  /** The origins a ceremony may come from, compared exactly (PK-3). The first is ours. */
  origins: readonly string[];
  /** Pages that may hold one of those in a frame, as the operator listed them (PK-4). */
  topOrigins: readonly string[];
  name: string;
}

export function knowsRp({ id, formerIds }: Pick<RelyingParty, 'id' | 'formerIds'>, rpId: string): boolean {
  return rpId === id || formerIds.includes(rpId);
}

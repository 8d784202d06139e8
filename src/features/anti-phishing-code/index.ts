import type { Queries } from '../../foundations/database/index.ts';
import { type ChangePhraseDeps, createChangePhrase } from './change-phrase.ts';
import type { KeepPhrase } from './keep-phrase.ts';
import { createAntiPhishingCodeRoutes } from './routes.tsx';

export { antiPhishingCodePictures } from './anti-phishing-code-pictures.tsx';
export { createKeepPhrase, phraseColumn } from './keep-phrase.ts';

interface Deps extends ChangePhraseDeps {
  keep: KeepPhrase;
  isFreshlyProven(session: { provenAt: Date }, now: Date): boolean;
}

/** The phrase that proves a mail is ours: its page, and what puts an earlier one back. */
export function createAntiPhishingCode(deps: Deps) {
  const { keep, database } = deps;
  return {
    /** For an undo, in its transaction: the phrase is again what it was; null: none. Tells nobody. */
    async restorePhrase(tx: Queries, userId: string, phrase: string | null): Promise<void> {
      await keep.replace(tx, userId, await keep.lock(tx, userId), phrase);
    },
    routes: createAntiPhishingCodeRoutes({
      find: (userId) => keep.find(database.queries, userId),
      changePhrase: createChangePhrase(deps),
      isFreshlyProven: deps.isFreshlyProven,
    }),
  };
}

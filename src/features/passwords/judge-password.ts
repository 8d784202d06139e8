import { type Blocklist, loadBlocklist } from './blocklist/load-blocklist.ts';
import { findCommonPattern } from './common-pattern.ts';
import { contextWords, type PasswordContext, saysOnlyContext } from './context-words.ts';
import { foldText } from './fold-text.ts';
import { createStrengthJudge, type Score, type Weakness } from './judge-strength.ts';
import { checkLength } from './password-policy.ts';

export type RefusalCode = 'too-short' | 'too-long' | 'blocked' | 'contains-only-context';

export interface Refusal {
  ok: false;
  /** For programs. */
  code: RefusalCode;
  /** For people: the room's message `refused-<reason>`. */
  reason: RefusalReason;
  score: Score;
}

export const UNCHANGED: Refusal = { ok: false, code: 'blocked', reason: 'unchanged', score: 0 };

export type Judgement = { ok: true; score: Score; weakness: Weakness | null } | Refusal;
export type Judge = (candidate: string, context: PasswordContext) => Promise<Judgement>;

/** Why exactly, for words that help: a code for programs may have several reasons. */
export type RefusalReason =
  | 'too-short'
  | 'too-long'
  | 'listed'
  | 'repetition'
  | 'few-characters'
  | 'keyboard-walk'
  | 'sequence'
  | 'easy'
  | 'unchanged'
  | 'contains-only-context';

/** The words that passwords begin with everywhere: with a year and some signs behind them they stay the first guess. */
const COMMON_WORDS = [
  ...['password', 'passwort', 'motdepasse', 'welcome', 'bienvenue', 'bonjour', 'letmein', 'iloveyou', 'jetaime'],
  ...['administrator', 'administrateur', 'admin', 'azerty', 'qwerty', 'qwertz', 'football', 'sunshine', 'soleil'],
];

/** Guessed within a million tries: as good as listed, however long it is. */
const EASY: Score = 1;

/**
 * The one judgement at sign-up, change, reset and in the meter: length, list, common patterns, the user's own words,
 * then how easily it is guessed (PW-1 … PW-7). `warmUp` loads list and dictionaries before the first user needs them.
 */
export function createJudgePassword(deps: {
  serviceNames: readonly string[];
  blocklistFile?: string | null | undefined;
}) {
  let list: Promise<Blocklist> | undefined;
  const strength = createStrengthJudge();

  async function isListed(candidate: string): Promise<boolean> {
    list ??= loadBlocklist(deps.blocklistFile);
    return (await list)(candidate);
  }

  async function judge(candidate: string, context: PasswordContext): Promise<Judgement> {
    const length = checkLength(candidate);
    if (length !== 'ok') return refusal(length, length);
    if (await isListed(candidate)) return refusal('blocked', 'listed');
    const pattern = findCommonPattern(foldText(candidate).folded);
    if (pattern !== null) return refusal('blocked', pattern);
    if (saysOnlyContext(candidate, COMMON_WORDS)) return refusal('blocked', 'easy');
    const ownWords = contextWords(context, deps.serviceNames);
    if (saysOnlyContext(candidate, ownWords)) return refusal('contains-only-context', 'contains-only-context');
    const { score, weakness, whole } = strength(candidate, ownWords);
    // What lies beyond the judged part may be what makes it strong, so a long one is not refused for its beginning.
    if (whole && score <= EASY) return refusal('blocked', 'easy');
    return { ok: true, score, weakness };
  }

  return {
    judge,
    async warmUp(): Promise<void> {
      await judge('a first look at every list', {});
    },
  };
}

function refusal(code: RefusalCode, reason: RefusalReason): Refusal {
  return { ok: false, code, reason, score: reason === 'easy' ? EASY : 0 };
}

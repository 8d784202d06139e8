import { ZxcvbnFactory, type ZxcvbnResult } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english } from '@zxcvbn-ts/language-en';
import { dictionary as french } from '@zxcvbn-ts/language-fr';
import { foldText, undoLeet } from './fold-text.ts';

export type Score = 0 | 1 | 2 | 3 | 4;
/** What makes a password easier to guess than it looks; null: nothing stands out. */
export type Weakness = 'common' | 'repeated' | 'keyboard' | 'sequence' | 'date' | 'name' | 'word' | 'personal';

export interface Strength {
  score: Score;
  weakness: Weakness | null;
  /** False when only the beginning was looked at. */
  whole: boolean;
}

/** The estimate's work grows with the square of the length; this keeps the worst candidate near twenty milliseconds. */
const JUDGED_CODE_POINTS = 48;

/**
 * How hard a password is to guess, from 0 to 4: the one judgement of meter and server. Offline.
 * Letters written as digits are undone here and judged a second time, which costs a fiftieth of letting the library try
 * every combination.
 */
export function createStrengthJudge(): (candidate: string, ownWords: readonly string[]) => Strength {
  let loaded: ZxcvbnFactory | undefined;
  function estimate(candidate: string, ownWords: readonly string[]): ZxcvbnResult {
    loaded ??= new ZxcvbnFactory({
      dictionary: { ...common, ...english, ...french },
      graphs: adjacencyGraphs,
      l33tMaxSubstitutions: 0,
    });
    return loaded.check(candidate, [...ownWords]);
  }
  return (candidate, ownWords) => {
    const characters = Array.from(candidate);
    const judged = characters.slice(0, JUDGED_CODE_POINTS).join('');
    const asTyped = estimate(judged, ownWords);
    const plain = undoLeet(foldText(judged).folded);
    const undone = plain === judged.toLowerCase() ? asTyped : estimate(plain, ownWords);
    const weaker = undone.guesses < asTyped.guesses ? undone : asTyped;
    return {
      score: weaker.score,
      weakness: weaker.score >= 4 ? null : weaknessOf(weaker),
      whole: characters.length <= JUDGED_CODE_POINTS,
    };
  };
}

function weaknessOf({ sequence }: ZxcvbnResult): Weakness | null {
  const longest = [...sequence]
    .sort((a, b) => b.token.length - a.token.length)
    .find((match) => match.pattern !== 'bruteforce');
  switch (longest?.pattern) {
    case 'dictionary':
      return weaknessOfWord(String(longest.dictionaryName));
    case 'repeat':
      return 'repeated';
    case 'spatial':
      return 'keyboard';
    case 'sequence':
    case 'wordSequence':
      return 'sequence';
    case 'date':
    case 'regex':
      return 'date';
    default:
      return null;
  }
}

function weaknessOfWord(dictionary: string): Weakness {
  if (dictionary === 'userInputs') return 'personal';
  if (dictionary.startsWith('passwords')) return 'common';
  return /names/.test(dictionary) ? 'name' : 'word';
}

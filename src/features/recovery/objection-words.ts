import type { AccountUndo } from './doors.ts';
import type { words } from './words.ts';

type T = ReturnType<typeof words>;

/** What the page behind a mail's link says: about one's own protection, or about an account that is shared. */
export function objectionWords(t: T, about: { inAccount: { undo: AccountUndo } | null; inOwnName: boolean }) {
  const { inAccount, inOwnName } = about;
  if (inAccount === null) {
    return {
      title: t('objection-title'),
      intro: t('objection-intro'),
      does: [t('objection-1'), t('objection-2'), t('objection-3')],
      submit: t('objection-submit'),
      no: t('objection-no'),
      stopped: t('objected-title'),
      until: t('objected-until'),
      over: t('objected-over'),
      steps: [t('objected-step-1'), t('objected-step-2'), t('objected-step-3')],
      final: t('undo-final'),
      ended: null,
      own: null,
    };
  }
  return {
    title: t('objection-account-title'),
    intro: t('objection-account-intro'),
    does: [
      t('objection-account-1'),
      t('objection-account-2'),
      t('objection-account-3'),
      ...(inOwnName ? [t('objection-account-own')] : []),
    ],
    submit: t('objection-account-submit'),
    no: t('objection-account-no'),
    stopped: t('objected-account-title'),
    until: t('objected-account-until'),
    over: t('objected-over'),
    steps: [
      ...(inAccount.undo === 'open' ? [t('objected-step-1')] : []),
      ...(inOwnName ? [t('objected-account-own')] : []),
      t('objected-account-owners'),
      t('objected-account-end'),
    ],
    final: t(inAccount.undo === 'not-owner' ? 'undo-account-not-owner' : 'undo-account-final'),
    ended: t('objected-account-own-ended'),
    /** What is left to do where the changes are stopped already. */
    own: inOwnName ? { does: [t('objection-account-own')], submit: t('objection-account-own-submit') } : null,
  };
}

/** What whoever took a change back is told, and what comes next. */
export function undoneWords(t: T, { inAccount, ended }: { inAccount: boolean; ended: boolean }) {
  if (!inAccount)
    return { text: t('undone-text'), steps: [t('undone-step-1'), t('undone-step-2'), t('undone-step-3')] };
  return {
    text: t(ended ? 'undone-account-own-text' : 'undone-account-text'),
    steps: [...(ended ? [t('undone-step-1'), t('undone-step-2')] : []), t('undone-account-look'), t('undone-step-3')],
  };
}

import type { Visit } from '../../foundations/http/index.ts';
import { Facts, StepUpElement } from '../../ui/index.ts';
import type { StepUpMethod } from './session.ts';
import { StepUpForms } from './step-up-page.tsx';
import { words } from './words.ts';

const KNOWN = ['passkey', 'totp', 'backup-code', 'password'] as const;

/**
 * The step-up in place (SU-1). Once the last proof is no longer young, a script holds a form back that leads to one of
 * `doors`, opens this, and sends the form when it is proven. Without script the form's own answer asks.
 */
export function stepUpDialog(visit: Visit, doors: readonly string[]) {
  const { viewer } = visit;
  if (viewer?.stepUp === undefined) return null;
  const t = words(visit.locale);
  const { inSeconds } = viewer.stepUp;
  const methods: StepUpMethod[] = KNOWN.filter((method) => viewer.stepUp?.methods.includes(method));
  return (
    <StepUpElement
      title={t('step-up-title')}
      intro={t('step-up-dialog-intro')}
      cancel={t('step-up-dialog-cancel')}
      doors={doors}
      inSeconds={inSeconds}
    >
      <Facts rows={[[t('step-up-account'), viewer.email]]} />
      <StepUpForms visit={visit} email={viewer.email} methods={methods} form={{}} submit={t('step-up-dialog-submit')} />
    </StepUpElement>
  );
}

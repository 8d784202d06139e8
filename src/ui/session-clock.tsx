import type { Frame } from './frame.ts';
import { words } from './words.ts';

/** Warns before the session ends by idling and prolongs it with one press (AX-4). The dialog is made by the script. */
export function SessionClock({ frame }: { frame: Frame }) {
  if (!frame.viewer || frame.idleSeconds === undefined) return null;
  const t = words(frame.locale);
  return (
    <session-clock
      hidden
      data-seconds={frame.idleSeconds}
      data-token={frame.formToken}
      data-title={t('clock-title')}
      data-text={t('clock-text')}
      data-stay={t('clock-stay')}
      data-ended-title={t('clock-ended-title')}
      data-ended={t('clock-ended')}
      data-close={t('clock-close')}
    />
  );
}

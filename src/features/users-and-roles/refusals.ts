import { HOUR, SECOND } from '../../foundations/clock.ts';
import { type Page, type RefusalReply, refuse, refuseInput, type Visit } from '../../foundations/http/index.ts';
import { changesStoppedPage, stoppedText } from './changes-stopped-page.tsx';
import type { Refusal } from './doors.ts';
import type { Message } from './page-parts.tsx';
import { words } from './words.ts';

/** What the world is told of a refusal: the problem, and the page it is shown on when there is one to correct. */
export function refusalReply(reason: Refusal, visit: Visit, page?: (message: Message) => Page): RefusalReply {
  const t = words(visit.locale);
  if (typeof reason === 'object') {
    const detail = stoppedText(visit, reason.frozenUntil);
    return refuse('changes-frozen', { detail }, changesStoppedPage(visit, reason.frozenUntil));
  }
  switch (reason) {
    case 'unknown':
      return refuse('not-found');
    case 'link-spent':
      return refuse('link-spent');
    case 'not-allowed':
      return refuse('not-allowed');
    case 'not-addressed':
      return refuse('not-allowed', { detail: t('refused-not-addressed') });
    case 'second-factor-needed':
    case 'passkey-needed':
      return refuse(reason);
    case 'already-member':
      return refuseInput([{ field: 'email', code: 'already-member', message: t('refused-already-member') }]);
    case 'too-many':
      return refuse('too-many-requests', { detail: t('refused-too-many'), retryAfterSeconds: HOUR / SECOND });
    case 'address-not-allowed': {
      const detail = t('refused-address');
      return refuse(reason, { detail }, page?.({ tone: 'danger', title: t('refused-address-title'), text: detail }));
    }
    case 'last-owner':
    case 'oneself':
    case 'nothing-to-do': {
      const detail = t(`refused-${reason}`);
      return refuse('conflict', { detail }, page?.({ tone: 'danger', title: t('refused-title'), text: detail }));
    }
  }
}

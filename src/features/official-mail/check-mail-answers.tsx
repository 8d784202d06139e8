import type { Visit } from '../../foundations/http/index.ts';
import { formatDayInUtc } from '../../foundations/i18n/index.ts';
import { Facts, Form, HiddenField, Notice, type NoticeTone } from '../../ui/index.ts';
import type { Shown } from './check-mail-page.tsx';
import type { SentFacts, Verdict } from './check-message.ts';
import type { ReportResult } from './report-mail.ts';
import { words } from './words.ts';

/** What a number can tell, and that it can be copied. */
export function NumberAnswer({ visit, sent }: { visit: Visit; sent: SentFacts | null }) {
  const t = words(visit.locale);
  if (sent === null) {
    return (
      <Notice tone="danger" title={t('number-unknown-title')}>
        <p>{t('number-unknown-text')}</p>
      </Notice>
    );
  }
  const isForOther = sent.yours === false;
  return (
    <Notice
      tone={isForOther ? 'danger' : 'warning'}
      title={t(isForOther ? 'number-other-title' : 'number-known-title')}
    >
      <div class="answer">
        <SentTable visit={visit} sent={sent} />
        <p>{t(isForOther ? 'number-other-text' : sent.yours ? 'number-yours-text' : 'number-known-text')}</p>
        <p>{t('number-copied')}</p>
      </div>
    </Notice>
  );
}

function SentTable({ visit, sent }: { visit: Pick<Visit, 'locale'>; sent: SentFacts }) {
  const t = words(visit.locale);
  return (
    <Facts
      rows={[
        [t('sent-kind'), t(`sent-kind-${sent.kind}`)],
        [t('sent-day'), formatDayInUtc(sent.at, visit.locale)],
        [t('sent-to'), sent.to],
      ]}
    />
  );
}

type Answer = 'genuine' | 'genuine-unsure' | 'other' | 'changed' | 'not-ours';

/** Word for word ours and yet to somebody else is a copy that somebody passed on. */
function answerOf({ verdict, sent }: Verdict): Answer {
  if (verdict !== 'as-sent') return verdict;
  if (sent?.yours === false) return 'other';
  return sent?.yours ? 'genuine' : 'genuine-unsure';
}

const TONES: Record<Answer, NoticeTone> = {
  genuine: 'good',
  'genuine-unsure': 'warning',
  other: 'danger',
  changed: 'danger',
  'not-ours': 'danger',
};

/** What a whole message turned out to be, what gives it away, and what to do. */
export function MessageAnswer({
  visit,
  shown,
  verdict,
}: {
  visit: Pick<Visit, 'locale' | 'formToken'>;
  shown: Pick<Shown, 'message' | 'supportContact'>;
  verdict: Verdict;
}) {
  const t = words(visit.locale);
  const answer = answerOf(verdict);
  const { sent, signs, signature, links } = verdict;
  return (
    <Notice tone={TONES[answer]} title={t(`answer-${answer}-title`)}>
      <div class="answer">
        <p>{t(`answer-${answer}-text`)}</p>
        {sent && <SentTable visit={visit} sent={sent} />}
        {signs.length > 0 && (
          <>
            <p>{t('signs-intro')}</p>
            <ul>
              {signs.map((sign) => (
                <li>
                  {t(`sign-${sign}`)}{' '}
                  {sign === 'foreign-links' ? <bdi class="exact-text wrapping">{links.join(', ')}</bdi> : null}
                </li>
              ))}
            </ul>
          </>
        )}
        {signature !== 'unknown' && <p>{t(`signature-${signature}`)}</p>}
        {TONES[answer] === 'danger' && (
          <>
            <p>{t('forged-what-to-do')}</p>
            <Form action="/check-mail/report" token={visit.formToken} submit={t('report-submit')} submitTone="danger">
              <HiddenField name="message" value={shown.message ?? ''} />
            </Form>
            <Support shown={shown} visit={visit} />
          </>
        )}
      </div>
    </Notice>
  );
}

function Support({
  visit,
  shown: { supportContact },
}: {
  visit: Pick<Visit, 'locale'>;
  shown: Pick<Shown, 'supportContact'>;
}) {
  if (supportContact === null) return null;
  return (
    <p>
      {words(visit.locale)('support')} <a href={supportContact.href}>{supportContact.label}</a>
    </p>
  );
}

export function Reported({ visit, reported }: { visit: Visit; reported: Exclude<ReportResult, 'unreadable'> }) {
  const t = words(visit.locale);
  return (
    <Notice tone={reported === 'kept' ? 'good' : 'info'} title={t(`reported-${reported}-title`)}>
      <p>{t(`reported-${reported}-text`)}</p>
    </Notice>
  );
}

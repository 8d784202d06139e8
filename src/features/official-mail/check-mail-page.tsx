import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import { Card, Field, Form, Links, Notice, PageHead, TextArea } from '../../ui/index.ts';
import { MessageAnswer, NumberAnswer, Reported } from './check-mail-answers.tsx';
import type { SentFacts, Verdict } from './check-message.ts';
import { MOST_MESSAGE_BYTES } from './message-size.ts';
import type { ReportResult } from './report-mail.ts';
import { words } from './words.ts';

export const CHECK_PATH = '/check-mail';

export interface Shown {
  isSignedIn: boolean;
  supportContact: { readonly href: string; readonly label: string } | null;
  typed?: string;
  byNumber?: { sent: SentFacts | null };
  verdict?: Verdict;
  /** As pasted, for the report or to be corrected. */
  message?: string;
  reported?: Exclude<ReportResult, 'unreadable'>;
  errors?: readonly FieldError[];
}

export function checkMailPage(visit: Visit, shown: Shown): Page {
  const t = words(visit.locale);
  const { byNumber, verdict, reported, errors = [] } = shown;
  const errorAt = (field: string) => errors.find((error) => error.field === field)?.message;
  return {
    title: t('check-title'),
    shell: 'book',
    section: CHECK_PATH,
    content: (
      <>
        <PageHead
          title={t('check-title')}
          intro={t('check-intro')}
          guide={{ href: '/guide/anti-phishing-code', label: t('ledger-guide') }}
        />
        {reported && <Reported visit={visit} reported={reported} />}
        {byNumber && <NumberAnswer visit={visit} sent={byNumber.sent} />}
        {verdict && <MessageAnswer visit={visit} shown={shown} verdict={verdict} />}
        <Notice tone="info">
          <p>{t('check-never-asks')}</p>
        </Notice>
        <Card title={t('check-whole-title')} intro={t('check-whole-text')}>
          <Form action={`${CHECK_PATH}/message`} token={visit.formToken} submit={t('check-whole-submit')}>
            <TextArea
              label={t('check-whole-label')}
              name="message"
              hint={t('check-whole-hint')}
              value={errorAt('message') ? shown.message : undefined}
              error={errorAt('message')}
              file={{
                label: t('check-file'),
                done: t('check-file-done'),
                refused: t('check-file-refused'),
                mostBytes: MOST_MESSAGE_BYTES,
                accept: '.eml,.txt,message/rfc822,text/plain',
              }}
            />
          </Form>
        </Card>
        <Card title={t('check-number-title')} intro={t('check-number-text')}>
          <Form action={CHECK_PATH} token={visit.formToken} submit={t('check-number-submit')} submitTone="quiet">
            <Field
              label={t('check-number-label')}
              name="number"
              hint={t('check-number-hint')}
              value={shown.typed}
              error={errorAt('number')}
              autocomplete="off"
              maxlength={40}
              exact
            />
          </Form>
        </Card>
        {shown.isSignedIn ? (
          <Links items={[{ href: '/security/mail', label: t('check-to-ledger') }]} />
        ) : (
          <Links items={[{ href: '/sign-in?next=/security/mail', label: t('check-to-sign-in') }]} />
        )}
      </>
    ),
  };
}

import type { Page, Visit } from '../../foundations/http/index.ts';
import type { KeptMail } from '../../foundations/mail-transport/index.ts';
import { Card, EmptyState, Facts, LinkButton, PageHead, Table, Time } from '../../ui/index.ts';
import { words } from './words.ts';

export function mailboxPage(mails: readonly KeptMail[], visit: Visit): Page {
  const t = words(visit.locale);
  const title = t('mailbox-title');
  return {
    title,
    shell: 'book',
    content: (
      <>
        <PageHead title={title} intro={t('mailbox-intro')} />
        <Card>
          {mails.length === 0 ? (
            <EmptyState icon="mail" title={t('mailbox-empty-title')} text={t('mailbox-empty-text')} />
          ) : (
            <Table
              caption={t('mailbox-caption')}
              head={[t('mailbox-subject'), t('mailbox-to'), t('mailbox-at')]}
              rows={mails.map((mail) => [
                <a href={`/dev/mailbox/${mail.id}`}>{mail.subject}</a>,
                mail.to,
                <Time at={mail.at} locale={visit.locale} timeZone={visit.timeZone} />,
              ])}
            />
          )}
        </Card>
      </>
    ),
  };
}

export function mailPage(mail: KeptMail, visit: Visit): Page {
  const t = words(visit.locale);
  return {
    title: mail.subject,
    shell: 'book',
    content: (
      <>
        <PageHead title={mail.subject} back={{ href: '/dev/mailbox', label: t('mailbox-back') }}>
          <LinkButton href={`/dev/mailbox/${mail.id}/html`} tone="primary">
            {t('mailbox-open-html')}
          </LinkButton>
        </PageHead>
        <Card title={t('mailbox-text-part')}>
          {mail.text
            .trim()
            .split(/\n{2,}/)
            .map((paragraph) => (
              <p>{paragraph.split('\n').map(line)}</p>
            ))}
        </Card>
        <Card title={t('mailbox-headers')}>
          <Facts rows={Object.entries(mail.headers)} />
        </Card>
      </>
    ),
  };
}

/** One line of the text part as a mail program shows it, with links to follow. */
function line(text: string, index: number) {
  const pieces = text.split(/(https?:\/\/[^\s<>"]+)/);
  return (
    <>
      {index > 0 ? <br /> : null}
      {pieces.map((piece, at) => (at % 2 === 1 ? <a href={piece}>{piece}</a> : piece))}
    </>
  );
}

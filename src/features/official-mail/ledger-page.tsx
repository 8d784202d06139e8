import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import {
  Badge,
  type BadgeTone,
  Card,
  Details,
  EmptyState,
  Links,
  Notice,
  PageHead,
  Pager,
  Table,
  Time,
} from '../../ui/index.ts';
import type { LedgerRow } from './ledger-table.ts';
import type { MailState } from './official-mail-table.ts';
import { words } from './words.ts';

/** A mail as it is shown: its words opened. */
export type LedgerMail = Omit<LedgerRow, 'preview'> & { preview: string | null };

export const LEDGER_PATH = '/security/mail';

interface Shown {
  mails: readonly LedgerMail[];
  /** The cursor of the older ones; null: there are none. */
  next: string | null;
  /** This is not the newest page. */
  isLater: boolean;
  retentionDays: number;
  errors?: readonly FieldError[];
}

const TONES: Record<MailState, BadgeTone> = {
  delivered: 'good',
  queued: 'neutral',
  folded: 'neutral',
  failed: 'warning',
};

/** Every mail we sent this user, so that one that is not here is not ours. */
export function ledgerPage(visit: Visit, { mails, next, isLater, retentionDays, errors = [] }: Shown): Page {
  const t = words(visit.locale);
  return {
    title: t('ledger-title'),
    shell: 'desk',
    section: LEDGER_PATH,
    content: (
      <>
        <PageHead
          title={t('ledger-title')}
          intro={t('ledger-intro')}
          guide={{ href: '/guide/anti-phishing-code', label: t('ledger-guide') }}
        />
        {errors.map(({ message }) => (
          <Notice tone="warning">
            <p>{message}</p>
          </Notice>
        ))}
        <Card>
          {mails.length === 0 ? (
            <EmptyState icon="mail" title={t('ledger-empty-title')} text={t('ledger-empty-text')} />
          ) : (
            <Table
              caption={t('ledger-caption')}
              head={[t('ledger-subject'), t('ledger-at'), t('ledger-to'), t('ledger-state')]}
              rows={mails.map((mail) => row(visit, mail))}
            />
          )}
          <Pager
            next={next === null ? null : `${LEDGER_PATH}?cursor=${next}`}
            label={t('ledger-older')}
            first={isLater ? LEDGER_PATH : null}
            firstLabel={t('ledger-newest')}
          />
        </Card>
        <Card title={t('ledger-doubt-title')} intro={t('ledger-doubt-text')}>
          <Links
            items={[
              { href: '/check-mail', label: t('ledger-check') },
              { href: '/security/anti-phishing-code', label: t('ledger-code') },
            ]}
          />
        </Card>
        <p class="hint">{t('ledger-retention', { days: retentionDays })}</p>
      </>
    ),
  };
}

function row(visit: Visit, mail: LedgerMail) {
  const t = words(visit.locale);
  const { number, subject, created_at, recipient_masked, state, preview } = mail;
  return {
    cells: [
      subject,
      <Time at={created_at} locale={visit.locale} timeZone={visit.timeZone} />,
      recipient_masked,
      <Badge tone={TONES[state]}>{t(`state-${state}`)}</Badge>,
    ],
    below: (
      <Details summary={t('ledger-show', { number: state === 'folded' ? '–' : number })}>
        <p class="hint">{t(`state-${state}-text`)}</p>
        {preview === null ? (
          <p>{t('preview-none')}</p>
        ) : (
          <>
            <p class="hint">{t('preview-about')}</p>
            <blockquote class="mail-words" dir="auto">
              {preview}
            </blockquote>
          </>
        )}
      </Details>
    ),
  };
}

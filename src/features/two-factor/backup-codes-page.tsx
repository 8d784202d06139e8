import type { Page, Visit } from '../../foundations/http/index.ts';
import { formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import {
  Card,
  CopyButton,
  DownloadButton,
  Facts,
  Form,
  HiddenField,
  LinkButton,
  Notice,
  PageHead,
  PrintButton,
} from '../../ui/index.ts';
import type { ShownCodes } from './make-backup-codes.ts';
import { ENROLMENT_PATH, PAGE_PATH, type Shown } from './two-factor-page.tsx';
import { words } from './words.ts';

/** Shown once (2F-7). Printed, it is a page that says whose the codes are and how to use them. */
export function backupCodesPage(
  visit: Visit,
  whose: { site: string; email: string },
  codes: ShownCodes,
  purpose: 'first' | 'renewed',
): Page {
  const t = words(visit.locale);
  const savedAt = purpose === 'first' ? `${ENROLMENT_PATH}/saved` : `${PAGE_PATH}/backup-codes/saved`;
  return {
    title: t('codes-page-title'),
    shell: 'desk',
    section: PAGE_PATH,
    content: (
      <>
        <div class="screen-only">
          <PageHead title={t('codes-page-title')} intro={t(`codes-page-intro-${purpose}`)} />
        </div>
        <ShownCodesCard visit={visit} whose={whose} codes={codes} />
        <div class="screen-only">
          <Notice tone="warning" title={t('codes-not-yet')}>
            <p>{t(`codes-not-yet-${purpose}`)}</p>
          </Notice>
        </div>
        <Form
          action={savedAt}
          token={visit.formToken}
          submit={t(`codes-saved-${purpose}`)}
          aside={
            <LinkButton href={PAGE_PATH} tone="bare">
              {t('codes-cancel')}
            </LinkButton>
          }
        >
          <HiddenField name="set" value={String(codes.set)} />
        </Form>
      </>
    ),
  };
}

/** The codes with whose they are and how to use them. */
export function ShownCodesCard(props: { visit: Shown; whose: { site: string; email: string }; codes: ShownCodes }) {
  const { visit, whose, codes } = props;
  const t = words(visit.locale);
  const made = formatDateTimeWithZone(codes.at, visit.locale, visit.timeZone);
  const facts = [
    [t('codes-site'), whose.site],
    [t('enrol-account'), whose.email],
    [t('codes-made'), made],
  ] as const;
  return (
    <Card title={t('codes-card-title', { number: codes.set })} intro={t('codes-card-intro')}>
      <Facts rows={facts} />
      <ol class="secret-list" id="backup-codes" aria-label={t('codes-title')}>
        {codes.backupCodes.map((code) => (
          <li>{code}</li>
        ))}
      </ol>
      <p>{t('codes-how')}</p>
      <div class="actions">
        <CopyButton target="backup-codes" label={t('codes-copy')} done={t('codes-copied')} />
        <DownloadButton
          target="backup-codes-file"
          label={t('codes-download')}
          fileName={t('codes-file', { number: codes.set })}
        />
        <PrintButton label={t('codes-print')} />
      </div>
      <div id="backup-codes-file" hidden>
        {[
          t('codes-card-title', { number: codes.set }),
          ...facts.map(([label, value]) => t('codes-file-line', { label, value })),
          '',
          ...codes.backupCodes,
          '',
          t('codes-how'),
        ].map((line) => (
          <p>{line}</p>
        ))}
      </div>
    </Card>
  );
}

import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import { Card, Form, LinkButton, Notice, PageHead, RadioGroup, RowList } from '../../ui/index.ts';
import { ALERT_MODES, type AlertMode } from './alert-mode.ts';
import { words } from './words.ts';

export interface AlertSettings {
  mode: AlertMode;
  /** Where alerts go. */
  addresses: readonly string[];
}

export const PAGE_PATH = '/security/login-alerts';

export function loginAlertsPage(
  settings: AlertSettings,
  visit: Visit,
  after: { saved?: boolean; errors?: readonly FieldError[] } = {},
): Page {
  const t = words(visit.locale);
  const { mode, addresses } = settings;
  return {
    title: t('page-title'),
    shell: 'desk',
    section: PAGE_PATH,
    content: (
      <>
        <PageHead
          title={t('page-title')}
          intro={t('page-intro')}
          guide={{ href: '/guide/login-alerts', label: t('page-guide') }}
        />
        {after.saved ? (
          <Notice tone="good" title={t('saved-title')}>
            <p>{t(`saved-${mode}`)}</p>
          </Notice>
        ) : null}
        {mode === 'off' ? (
          <Notice tone="warning" title={t('off-notice-title')}>
            <p>
              {t('off-notice')} <a href="/security/login-history">{t('history-link')}</a>
            </p>
          </Notice>
        ) : null}
        <Card title={t('mode-card')}>
          <Form action={PAGE_PATH} token={visit.formToken} submit={t('mode-save')}>
            <RadioGroup
              label={t('mode-label')}
              name="mode"
              value={mode}
              error={after.errors?.find(({ field }) => field === 'mode')?.message}
              options={ALERT_MODES.map((value) => ({
                value,
                label: t(`mode-${value}`),
                hint: t(`mode-${value}-hint`),
              }))}
            />
          </Form>
        </Card>
        <Card title={t('address-card')} intro={t('address-intro', { count: addresses.length })}>
          <RowList items={addresses.map((address) => ({ icon: 'mail', title: address }))} />
          <LinkButton href="/personal-information" tone="quiet">
            {t('address-link')}
          </LinkButton>
        </Card>
      </>
    ),
  };
}

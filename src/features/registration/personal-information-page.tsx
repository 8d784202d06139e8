import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import { Badge, Card, Field, Form, LANGUAGE_NAMES, Notice, PageHead, RowList, SelectField } from '../../ui/index.ts';
import { words } from './words.ts';

const TIME_ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

export interface PersonalInformation {
  name: string;
  locale: string;
  timeZone: string;
  addresses: readonly string[];
  signInAddress: string;
  saved?: boolean;
  errors?: readonly FieldError[];
}

export function personalInformationPage(visit: Visit, info: PersonalInformation): Page {
  const t = words(visit.locale);
  const errorOf = (name: string) => info.errors?.find(({ field }) => field === name)?.message;
  return {
    title: t('personal-title'),
    shell: 'desk',
    section: '/personal-information',
    content: (
      <>
        <PageHead
          title={t('personal-title')}
          intro={t('personal-intro')}
          guide={{ href: '/guide/questions#email-address', label: t('guide-questions') }}
        />
        {info.saved && (
          <Notice tone="good">
            <p>{t('saved')}</p>
          </Notice>
        )}
        <Card
          title={t('addresses-title')}
          intro={t('addresses-intro')}
          actions={<a href="/security/login-alerts">{t('alerts-link')}</a>}
        >
          <RowList
            items={info.addresses.map((address) => ({
              icon: 'mail',
              title: address,
              badge: <Badge tone="good">{t('confirmed')}</Badge>,
              text: address === info.signInAddress ? t('sign-in-address') : undefined,
            }))}
          />
        </Card>
        <Card title={t('you-title')}>
          <Form action="/personal-information" token={visit.formToken} submit={t('save')}>
            <Field
              label={t('name')}
              optional={t('optional')}
              hint={t('name-hint')}
              name="name"
              autocomplete="name"
              value={info.name}
              error={errorOf('name')}
              maxlength={100}
            />
            <SelectField
              label={t('language')}
              hint={t('language-hint')}
              name="locale"
              value={info.locale}
              options={Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value, label }))}
              error={errorOf('locale')}
            />
            <SelectField
              label={t('time-zone')}
              hint={t('time-zone-hint')}
              name="timeZone"
              value={info.timeZone}
              options={TIME_ZONES.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
              error={errorOf('timeZone')}
            />
          </Form>
        </Card>
      </>
    ),
  };
}

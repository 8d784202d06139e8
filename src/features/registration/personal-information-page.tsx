import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import { Card, Field, Form, LANGUAGE_NAMES, Notice, PageHead, SelectField } from '../../ui/index.ts';
import { AddressesCard, type AddressFacts, type AddressTry } from './address-cards.tsx';
import { LEAVING_DAYS } from './notification-address.ts';
import { words } from './words.ts';

const TIME_ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

export const PAGE_PATH = '/personal-information';
export const DONE = ['saved', 'address-added', 'address-removed', 'email-changed'] as const;

export interface PersonalInformation extends AddressFacts {
  name: string;
  locale: string;
  timeZone: string;
}

interface After {
  done?: (typeof DONE)[number] | undefined;
  /** At the fields of name, language and time zone. */
  errors?: readonly FieldError[];
  tried?: AddressTry | undefined;
}

export function personalInformationPage(visit: Visit, info: PersonalInformation, after: After = {}): Page {
  const t = words(visit.locale);
  return {
    title: t('personal-title'),
    shell: 'desk',
    section: PAGE_PATH,
    content: (
      <>
        <PageHead
          title={t('personal-title')}
          intro={t('personal-intro')}
          guide={{ href: '/guide/questions#email-address', label: t('guide-questions') }}
        />
        <Done visit={visit} done={after.done} email={info.email} />
        <AddressesCard visit={visit} facts={info} tried={after.tried} />
        <YouCard visit={visit} info={info} errors={after.errors} />
      </>
    ),
  };
}

function Done({ visit, done, email }: { visit: Visit; done: After['done']; email: string }) {
  const t = words(visit.locale);
  if (done === undefined) return null;
  return (
    <Notice tone="good" title={done === 'email-changed' ? t('email-changed-title') : undefined}>
      <p>
        {done === 'email-changed' ? t('email-changed-text', { email }) : null}
        {done === 'address-removed' ? t('address-removed', { days: LEAVING_DAYS }) : null}
        {done === 'address-added' || done === 'saved' ? t(done) : null}
      </p>
    </Notice>
  );
}

function YouCard(props: { visit: Visit; info: PersonalInformation; errors: readonly FieldError[] | undefined }) {
  const { visit, info, errors } = props;
  const t = words(visit.locale);
  const errorOf = (name: string) => errors?.find(({ field }) => field === name)?.message;
  return (
    <Card title={t('you-title')}>
      <Form action={PAGE_PATH} token={visit.formToken} submit={t('save')}>
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
  );
}

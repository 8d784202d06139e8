import type { FieldError, Visit } from '../../foundations/http/index.ts';
import { Badge, Card, CardPart, Details, Field, Form, HiddenField, Notice, RowList, Time } from '../../ui/index.ts';
import type { NotificationAddressRow } from './address-table.ts';
import { type AddressUse, LEAVING_DAYS, MOST_EXTRA_ADDRESSES } from './notification-address.ts';
import { words } from './words.ts';

export interface AddressFacts {
  email: string;
  addresses: readonly Pick<NotificationAddressRow, 'address' | 'is_sign_in_address' | 'until'>[];
  /** Addresses a code was asked for in this browser and can still be typed for. */
  pending: Partial<Record<AddressUse, string>>;
}

/** What was refused, in which of the two cards, and what had been typed. */
export interface AddressTry {
  use: AddressUse;
  errors: readonly FieldError[];
  typed?: string | undefined;
}

/** The part of the page to come back to. */
export const ANCHOR_OF = { add: 'another-address', change: 'sign-in-address' } as const;

const FORMS = {
  change: {
    action: '/personal-information/email',
    field: 'email',
    open: 'email-change',
    label: 'email-new',
    hint: 'email-new-hint',
    codeText: 'email-code-text',
    codeSubmit: 'email-code-submit',
  },
  add: {
    action: '/personal-information/addresses',
    field: 'address',
    open: 'address-add',
    label: 'address-new',
    hint: 'address-new-hint',
    codeText: 'address-code-text',
    codeSubmit: 'address-code-submit',
  },
} as const;

interface CardProps {
  visit: Visit;
  facts: AddressFacts;
  tried: AddressTry | undefined;
}

/** Where security mail goes, the sign-in address among it, and the ways to change that. */
export function AddressesCard({ visit, facts, tried }: CardProps) {
  const t = words(visit.locale);
  const extra = facts.addresses.filter(({ is_sign_in_address, until }) => !is_sign_in_address && until === null);
  return (
    <Card
      id="addresses"
      title={t('addresses-title')}
      intro={t('addresses-intro')}
      actions={<a href="/security/login-alerts">{t('alerts-link')}</a>}
    >
      <RowList items={facts.addresses.map((row) => itemOf(row, visit))} />
      {extra.length < MOST_EXTRA_ADDRESSES ? (
        <ProveAddress visit={visit} use="add" facts={facts} tried={tried} />
      ) : (
        <p class="hint">{t('addresses-full')}</p>
      )}
      <ProveAddress visit={visit} use="change" facts={facts} tried={tried} />
    </Card>
  );
}

function itemOf({ address, is_sign_in_address, until }: AddressFacts['addresses'][number], visit: Visit) {
  const t = words(visit.locale);
  const { locale, timeZone } = visit;
  if (until !== null) {
    return {
      icon: 'mail',
      iconTone: 'neutral',
      title: address,
      badge: <Badge>{t('address-leaving')}</Badge>,
      text: (
        <>
          {t('address-leaving-text')} <Time at={until} locale={locale} timeZone={timeZone} />
        </>
      ),
    } as const;
  }
  return {
    icon: 'mail',
    title: address,
    badge: <Badge tone="good">{t('confirmed')}</Badge>,
    ...(is_sign_in_address
      ? { text: t('sign-in-address') }
      : { action: <RemoveForm visit={visit} address={address} /> }),
  } as const;
}

function RemoveForm({ visit, address }: { visit: Visit; address: string }) {
  const t = words(visit.locale);
  return (
    <Form
      action="/personal-information/addresses/remove"
      token={visit.formToken}
      submit={t('address-remove')}
      submitLabel={t('address-remove-label', { address })}
      submitTone="quiet"
      layout="inline"
      confirm={{ title: t('address-remove-title'), text: t('address-remove-text', { address, days: LEAVING_DAYS }) }}
    >
      <HiddenField name="address" value={address} />
    </Form>
  );
}

/** The address, then the code from its mailbox. Both stay on the page: whoever mistyped the address begins again. */
function ProveAddress({ visit, use, facts, tried }: CardProps & { use: AddressUse }) {
  const t = words(visit.locale);
  const { open } = FORMS[use];
  const waiting = facts.pending[use];
  const own = tried?.use === use ? tried : undefined;
  const errorAt = (name: string) => own?.errors.find((found) => found.field === name)?.message;
  const error = errorAt(FORMS[use].field);
  const codeError = errorAt('code');
  const typed = own?.typed ?? waiting;
  if (waiting !== undefined) {
    return (
      <CardPart id={ANCHOR_OF[use]}>
        <CodeForm visit={visit} use={use} address={waiting} error={codeError} />
        <Details summary={t('code-missing')} open={error !== undefined}>
          <p>{t('code-missing-text')}</p>
          <AddressForm visit={visit} use={use} typed={typed} error={error} />
        </Details>
      </CardPart>
    );
  }
  return (
    <CardPart id={ANCHOR_OF[use]}>
      {codeError && (
        <Notice tone="danger">
          <p>{codeError}</p>
        </Notice>
      )}
      <Details summary={t(open)} open={error !== undefined || codeError !== undefined}>
        <AddressForm visit={visit} use={use} typed={typed} error={error} />
      </Details>
    </CardPart>
  );
}

interface FormProps {
  visit: Visit;
  use: AddressUse;
  error: string | undefined;
}

function AddressForm({ visit, use, typed, error }: FormProps & { typed: string | undefined }) {
  const t = words(visit.locale);
  const { action, field, label, hint } = FORMS[use];
  return (
    <Form action={action} token={visit.formToken} submit={t('email-submit')}>
      <Field
        label={t(label)}
        hint={t(hint)}
        name={field}
        type="email"
        autocomplete="off"
        value={typed}
        error={error}
        required
      />
      {use === 'change' && <p class="hint">{t('email-consequence', { days: LEAVING_DAYS })}</p>}
    </Form>
  );
}

function CodeForm({ visit, use, address, error }: FormProps & { address: string }) {
  const t = words(visit.locale);
  const { action, codeText, codeSubmit } = FORMS[use];
  return (
    <Form action={`${action}/confirm`} token={visit.formToken} submit={t(codeSubmit)}>
      <Notice tone="info">
        <p>{t(codeText, { address })}</p>
      </Notice>
      <Field
        id={`code-${use}`}
        label={t('code')}
        hint={t('code-hint')}
        name="code"
        autocomplete="one-time-code"
        error={error}
        exact
        required
      />
    </Form>
  );
}

import type { Visit } from '../../foundations/http/index.ts';
import { countryName } from '../../foundations/i18n/index.ts';
import { Badge, Card, Details, EmptyState, Field, Form, Notice, RowList, Time } from '../../ui/index.ts';
import type { OpenSession } from './doors.ts';
import type { PasskeyRow } from './passkey-table.ts';
import { kindOf, nameOf } from './provider.ts';
import { knowsRp, type RelyingParty } from './relying-party.ts';
import { words } from './words.ts';

const PAGE_PATH = '/security/passkeys';

/** What a card needs of the request. */
type Shown = Pick<Visit, 'locale' | 'timeZone' | 'formToken'>;

export function ListCard({
  visit,
  relyingParty,
  passkeys,
  sessions,
  currentId,
  only = false,
  opened,
}: {
  visit: Shown;
  relyingParty: RelyingParty;
  passkeys: readonly PasskeyRow[];
  sessions: readonly OpenSession[];
  currentId: string;
  /** Nothing is asked for after a password. */
  only?: boolean;
  /** Of which one more is shown. */
  opened?: string;
}) {
  const t = words(visit.locale);
  if (passkeys.length === 0) {
    return (
      <Card>
        <EmptyState icon="key" title={t('none')} text={t('none-text')} />
      </Card>
    );
  }
  const single = passkeys.length === 1 ? passkeys[0] : undefined;
  return (
    <Card title={t('list-title')} intro={t('list-intro')}>
      <RowList
        items={passkeys.map((passkey) => {
          const used = sessions.filter(({ authenticators }) => authenticators.includes(passkey.id));
          return passkeyRow(visit, relyingParty, passkey, { used, currentId, only, isOpen: passkey.id === opened });
        })}
      />
      {single && !single.backed_up && (
        <Notice tone="warning">
          <p>{t('second-nudge')}</p>
        </Notice>
      )}
    </Card>
  );
}

function passkeyRow(
  visit: Shown,
  relyingParty: RelyingParty,
  passkey: PasskeyRow,
  {
    used,
    currentId,
    only,
    isOpen,
  }: { used: readonly OpenSession[]; currentId: string; only: boolean; isOpen: boolean },
) {
  const t = words(visit.locale);
  const { locale, timeZone, formToken: token } = visit;
  const { id, rp_id: rpId, last_used_at: lastUsedAt } = passkey;
  const name = nameOf(passkey, t);
  const country = countryName(passkey.last_used_country, locale);
  const others = used.filter((session) => session.id !== currentId);
  return {
    icon: 'key' as const,
    title: name,
    badge: (
      <>
        <Badge>{t(`kind-${kindOf(passkey)}`)}</Badge>
        {!passkey.stands_alone && <Badge tone="warning">{t(only ? 'key-idle' : 'needs-password')}</Badge>}
      </>
    ),
    text: (
      <>
        {t('added')} <Time at={passkey.created_at} locale={locale} timeZone={timeZone} /> ·{' '}
        {lastUsedAt === null ? (
          t('never-used')
        ) : (
          <>
            {t('last-used')} <Time at={lastUsedAt} locale={locale} timeZone={timeZone} />
            {country && ` (${country})`}
          </>
        )}
        {used.length > 0 && (
          <>
            <br />
            {t('open-now', { browsers: browsersOf(used, currentId, t) })}
          </>
        )}
        {rpId !== relyingParty.id && (
          <>
            <br />
            {t(knowsRp(relyingParty, rpId) ? 'former-domain' : 'foreign-domain', { domain: rpId })}
          </>
        )}
        {passkey.backup_lost && (
          <>
            <br />
            {t('backup-lost')}
          </>
        )}
        <Details summary={t('manage', { name })} open={isOpen}>
          <Form
            action={`${PAGE_PATH}/${id}/rename`}
            token={token}
            submit={t('rename')}
            submitLabel={t('rename-label', { name })}
            submitTone="quiet"
          >
            <Field
              label={t('name')}
              name="name"
              id={`name-${id}`}
              hint={t('rename-hint')}
              value={passkey.name ?? ''}
              maxlength={50}
            />
          </Form>
          {others.length > 0 && (
            <Form
              action={`${PAGE_PATH}/${id}/end-sessions`}
              token={token}
              submit={t('end-sessions', { count: others.length })}
              submitLabel={t('end-sessions-label', { name, count: others.length })}
              submitTone="quiet"
            />
          )}
          <Form
            action={`${PAGE_PATH}/${id}/remove`}
            token={token}
            submit={t('remove')}
            submitLabel={t('remove-label', { name })}
            submitTone="danger"
            confirm={{ title: t('remove-confirm', { name }), text: t('remove-confirm-text') }}
          />
        </Details>
      </>
    ),
  };
}

function browsersOf(used: readonly OpenSession[], currentId: string, t: ReturnType<typeof words>): string {
  const named = used.map(({ id, browser, system }) => {
    const client =
      browser && system ? t('browser-on', { browser, system }) : (browser ?? system ?? t('browser-unknown'));
    return id === currentId ? t('browser-this', { client }) : client;
  });
  return new Intl.ListFormat(t.locale, { type: 'conjunction' }).format(named);
}

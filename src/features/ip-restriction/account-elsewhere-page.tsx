import type { Page, Visit } from '../../foundations/http/index.ts';
import { Form, LinkButton, Links } from '../../ui/index.ts';
import { words } from './words.ts';

/** To a live session outside the list of the account it is in: nothing of the account or its list (IP-7), and where to go. */
export function accountElsewherePage(visit: Visit): Page {
  const t = words(visit.locale);
  return {
    title: t('elsewhere-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('elsewhere-title')}</h1>
        <p>{t('team-elsewhere')}</p>
        <LinkButton href="/account/switch">{t('team-elsewhere-switch')}</LinkButton>
        <p>{t('team-elsewhere-way-text')}</p>
        <Form
          action="/sign-out"
          token={visit.formToken}
          submit={t('elsewhere-sign-out')}
          submitTone="quiet"
          layout="full"
        />
        <Links
          items={[
            { href: '/recovery?lost=address', label: t('elsewhere-way') },
            { href: '/guide/ip-restriction#account', label: t('elsewhere-guide') },
          ]}
        />
      </>
    ),
  };
}

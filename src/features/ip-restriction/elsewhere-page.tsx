import type { Page, Visit } from '../../foundations/http/index.ts';
import { Form, LinkButton, Links } from '../../ui/index.ts';
import { words } from './words.ts';

/** To a live session outside its list: what happened and the way back. Nothing of the list, nothing of whose it is (IP-7). */
export function elsewherePage(visit: Visit): Page {
  const t = words(visit.locale);
  return {
    title: t('elsewhere-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('elsewhere-title')}</h1>
        <p>{t('elsewhere')}</p>
        <p>{t('elsewhere-way-text')}</p>
        <LinkButton href="/recovery?lost=address">{t('elsewhere-way')}</LinkButton>
        <Form
          action="/sign-out"
          token={visit.formToken}
          submit={t('elsewhere-sign-out')}
          submitTone="quiet"
          layout="full"
        />
        <Links items={[{ href: '/guide/ip-restriction#locked-out', label: t('elsewhere-guide') }]} />
      </>
    ),
  };
}

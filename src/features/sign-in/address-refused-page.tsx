import type { Page, Visit } from '../../foundations/http/index.ts';
import { LinkButton, Links, Notice } from '../../ui/index.ts';
import { words } from './words.ts';

/** After every proof, to whoever stands outside the list: the way back, and nothing about the list (IP-7). */
export function addressRefusedPage(visit: Visit): Page {
  const t = words(visit.locale);
  return {
    title: t('not-allowed-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('not-allowed-title')}</h1>
        <Notice tone="danger">
          <p>{t('not-allowed')}</p>
        </Notice>
        <p>{t('not-allowed-next')}</p>
        <LinkButton href="/recovery?lost=address">{t('not-allowed-way')}</LinkButton>
        <Links
          items={[
            { href: '/guide/ip-restriction#locked-out', label: t('not-allowed-guide') },
            { href: '/sign-in', label: t('not-allowed-again') },
          ]}
        />
      </>
    ),
  };
}

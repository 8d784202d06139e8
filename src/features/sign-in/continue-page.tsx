import type { Page, Visit } from '../../foundations/http/index.ts';
import { Form, HiddenField, Links } from '../../ui/index.ts';
import { words } from './words.ts';

/** Offers the form that was sent too late once more; nothing is sent without a press (AX-4). */
export function continuePage(
  visit: Visit,
  kept: { path: string; fields: Record<string, string> },
  formToken: string,
): Page {
  const t = words(visit.locale);
  return {
    title: t('continue-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('continue-title')}</h1>
        <p>{t('continue-text')}</p>
        <Form action={kept.path} token={formToken} submit={t('continue')} layout="full">
          {Object.entries(kept.fields).map(([name, value]) => (
            <HiddenField name={name} value={value} />
          ))}
        </Form>
        <Links items={[{ href: '/security', label: t('continue-drop') }]} />
      </>
    ),
  };
}

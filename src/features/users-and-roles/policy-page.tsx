import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import { Card, Field, Form, Notice, PageHead, RadioGroup } from '../../ui/index.ts';
import { At, GUIDE_PATH, type Message, MessageNotice } from './page-parts.tsx';
import { words } from './words.ts';

export const POLICY_PATH = '/account/policy';

export interface PolicyView {
  secondFactorFrom: Date | null;
  mayChange: boolean;
  message?: Message | undefined;
  typed?: { secondFactor?: string | undefined; from?: string | undefined };
  errors?: readonly FieldError[] | undefined;
}

export function policyPage(visit: Visit, view: PolicyView): Page {
  const { secondFactorFrom: from, typed = {}, errors } = view;
  const t = words(visit.locale);
  const errorOf = (name: string) => errors?.find(({ field }) => field === name)?.message;
  return {
    title: t('policy-title'),
    shell: 'desk',
    section: POLICY_PATH,
    content: (
      <>
        <PageHead
          title={t('policy-title')}
          intro={t('policy-intro')}
          guide={{ href: `${GUIDE_PATH}#policy`, label: t('guide-link') }}
        />
        <MessageNotice message={view.message} />
        <Notice tone={from === null ? 'info' : 'good'} title={t(from === null ? 'policy-off' : 'policy-on')}>
          {from !== null && (
            <p>
              {t(from > visit.now ? 'policy-from' : 'policy-since')} <At at={from} visit={visit} />.
            </p>
          )}
        </Notice>
        {view.mayChange ? (
          <Card title={t('second-factor-title')} intro={t('second-factor-intro')}>
            <Form action={POLICY_PATH} token={visit.formToken} submit={t('save')}>
              <RadioGroup
                label={t('second-factor-label')}
                name="secondFactor"
                value={typed.secondFactor ?? (from === null ? 'optional' : 'required')}
                error={errorOf('secondFactor')}
                options={(['optional', 'required'] as const).map((value) => ({
                  value,
                  label: t(`second-factor-${value}`),
                  hint: t(`second-factor-${value}-hint`),
                }))}
              />
              <Field
                label={t('second-factor-from')}
                hint={t('second-factor-from-hint')}
                optional={t('optional')}
                name="from"
                type="date"
                value={typed.from}
                error={errorOf('from')}
              />
            </Form>
          </Card>
        ) : (
          <p class="hint">{t('policy-read-only')}</p>
        )}
      </>
    ),
  };
}

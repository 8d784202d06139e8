import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import { Badge, Card, Field, Form, LinkButton, Notice, PageHead, RadioGroup, RowList } from '../../ui/index.ts';
import { At, GUIDE_PATH, type Message, MessageNotice } from './page-parts.tsx';
import { RULES, type Rule, type Rules, startOf } from './policy.ts';
import { pathOf } from './rule-needed-page.tsx';
import { words } from './words.ts';

export const POLICY_PATH = '/account/policy';

export interface PolicyView {
  rules: Rules;
  /** It has a list of addresses. */
  restrictsAddresses: boolean;
  mayChange: boolean;
  message?: Message | undefined;
  /** What this owner lacks to set the rule. */
  wanting?: Rule | undefined;
  typed?: { secondFactor?: string | undefined; from?: string | undefined };
  errors?: readonly FieldError[] | undefined;
}

export function policyPage(visit: Visit, view: PolicyView): Page {
  const { rules, wanting } = view;
  const t = words(visit.locale);
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
        {wanting && (
          <div class="actions">
            <LinkButton href={pathOf(wanting)}>{t('needed-enrol')}</LinkButton>
          </div>
        )}
        <Standing visit={visit} rules={rules} />
        {view.mayChange ? <RuleCard visit={visit} view={view} /> : <p class="hint">{t('policy-read-only')}</p>}
        <Addresses visit={visit} view={view} />
      </>
    ),
  };
}

type RuleVisit = Pick<Visit, 'locale' | 'timeZone' | 'formToken' | 'now'>;

/** What owners choose from, with what is chosen already. */
export function RuleCard(props: { visit: RuleVisit; view: Pick<PolicyView, 'rules' | 'typed' | 'errors'> }) {
  const { visit, view } = props;
  const { rules, typed = {}, errors } = view;
  const t = words(visit.locale);
  const errorOf = (name: string) => errors?.find(({ field }) => field === name)?.message;
  return (
    <Card title={t('second-factor-title')} intro={t('second-factor-intro')}>
      <Form action={POLICY_PATH} token={visit.formToken} submit={t('save')}>
        <RadioGroup
          label={t('second-factor-label')}
          name="secondFactor"
          value={typed.secondFactor ?? chosen(rules)}
          error={errorOf('secondFactor')}
          options={(['optional', 'required', 'passkey'] as const).map((value) => ({
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
          value={typed.from ?? dayToCome(rules, visit)}
          error={errorOf('from')}
        />
      </Form>
    </Card>
  );
}

/** Every member may know that there is a list; what is on it is for those who can change it (IP-7). */
function Addresses({ visit, view: { restrictsAddresses, mayChange } }: { visit: Visit; view: PolicyView }) {
  const t = words(visit.locale);
  const isOn = restrictsAddresses;
  return (
    <Card title={t('policy-addresses')} intro={t(isOn ? 'policy-addresses-on' : 'policy-addresses-off')}>
      {mayChange && (
        <RowList
          items={[
            {
              icon: 'globe',
              title: t('policy-addresses-link'),
              href: `${POLICY_PATH}/addresses`,
              badge: <Badge tone={isOn ? 'good' : 'neutral'}>{t(isOn ? 'policy-badge-on' : 'policy-badge-off')}</Badge>,
              text: t('policy-addresses-text'),
            },
          ]}
        />
      )}
    </Card>
  );
}

/** What is asked now, and what will be: a passkey that is asked for later leaves what is asked until then. */
function Standing({ visit, rules }: { visit: Visit; rules: Rules }) {
  const t = words(visit.locale);
  const asked = RULES.flatMap((rule) => {
    const from = startOf(rules, rule);
    return from === null ? [] : [{ rule, from }];
  });
  if (asked.length === 0) return <Notice tone="info" title={t('policy-off')} />;
  return (
    <>
      {asked.map(({ rule, from }) => (
        <Notice tone="good" title={t(`policy-on-${rule}`)}>
          <p>
            {t(from > visit.now ? 'policy-from' : 'policy-since')} <At at={from} visit={visit} />.
          </p>
        </Notice>
      ))}
    </>
  );
}

function chosen({ passkeyFrom, secondFactorFrom }: Rules): string {
  if (passkeyFrom !== null) return 'passkey';
  return secondFactorFrom === null ? 'optional' : 'required';
}

/** So that saving once more does not bring a day that is still to come forward to today. */
function dayToCome({ passkeyFrom, secondFactorFrom }: Rules, { now, timeZone }: RuleVisit): string | undefined {
  const from = passkeyFrom ?? secondFactorFrom;
  if (from === null || from <= now) return undefined;
  const parts = { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-CA', parts).format(from);
}

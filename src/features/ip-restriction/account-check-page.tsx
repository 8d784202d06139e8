import type { Page, Visit } from '../../foundations/http/index.ts';
import { Card, CheckboxField, Details, Form, HiddenField, PageHead, Table } from '../../ui/index.ts';
import { LinesField } from './account-list-page.tsx';
import type { CheckedAccountList, MemberReplay } from './check-account-list.ts';
import { EntryRows, NotHere, Proposals, Remarks, SHOWN_DAYS } from './check-page.tsx';
import { ACCOUNT_CHECK_PATH, ACCOUNT_PATH, ACCOUNT_RULES_PATH } from './paths.ts';
import { lastDay } from './read-entries.ts';
import { writeLines } from './read-lines.ts';
import { ReplayCard } from './replay-card.tsx';
import { words } from './words.ts';

interface Checked extends CheckedAccountList {
  /** Under which it is kept, and turned on. */
  list: string;
  /** It was sent although it refuses its sender, and the box was not ticked. */
  askedAgain: boolean;
}

const SHOWN_ENTRIES = 10;
const SHOWN_MEMBERS = 50;

/** Everything worth knowing before an account's list counts. Nothing counts yet when this is shown. */
export function accountCheckPage(visit: Visit, checked: Checked): Page {
  const t = words(visit.locale);
  const { entries, list, replay, judgement, members, askedAgain } = checked;
  const { isHere, proposals } = judgement;
  const typed = entries.map(({ range, label, endsAt }) => ({ range, label, until: lastDay(visit.timeZone, endsAt) }));
  const adding = { action: ACCOUNT_CHECK_PATH, field: 'range', kept: <HiddenField name="list" value={list} /> };
  return {
    title: t('check-title'),
    shell: 'desk',
    section: ACCOUNT_RULES_PATH,
    content: (
      <>
        <PageHead
          title={t('check-title')}
          intro={t('check-intro')}
          back={{ href: ACCOUNT_PATH, label: t('team-check-back') }}
        />
        <Card title={t('proposed-title')} intro={t('team-list-intro', { count: entries.length })}>
          <EntryRows visit={visit} typed={typed.slice(0, SHOWN_ENTRIES)} />
          {entries.length > SHOWN_ENTRIES && (
            <p class="hint">{t('team-and-more', { count: entries.length - SHOWN_ENTRIES })}</p>
          )}
        </Card>
        {!isHere && <NotHere visit={visit} adding={adding} />}
        <Remarks visit={visit} judgement={judgement} />
        <ReplayCard visit={visit} replay={replay} title={t('team-replay-title', { days: SHOWN_DAYS })} />
        <p class="hint">{t('team-replay-counted')}</p>
        {members.length > 0 && <Members visit={visit} members={members} />}
        {proposals.length > 0 && <Proposals visit={visit} adding={adding} proposals={proposals} />}
        <Card title={t('turn-on-title')} intro={t('team-turn-on-text')} tone="accent">
          <Form
            action={ACCOUNT_PATH}
            token={visit.formToken}
            submit={t(isHere ? 'turn-on' : 'turn-on-anyway')}
            submitTone={isHere ? 'primary' : 'danger'}
          >
            <HiddenField name="list" value={list} />
            {!isHere && (
              <CheckboxField
                label={t('not-here-confirm')}
                name="confirmLockout"
                error={askedAgain ? t('not-here-needed') : undefined}
              />
            )}
          </Form>
          <Details summary={t('edit-again')} open={false}>
            <Form action={ACCOUNT_CHECK_PATH} token={visit.formToken} submit={t('check')} submitTone="quiet">
              <LinesField visit={visit} value={writeLines(typed)} />
            </Form>
          </Details>
        </Card>
      </>
    ),
  };
}

/** Whom it would shut out, so that they can be asked first. */
function Members({ visit, members }: { visit: Visit; members: readonly MemberReplay[] }) {
  const t = words(visit.locale);
  const more = members.length - SHOWN_MEMBERS;
  return (
    <Card title={t('team-members-title')} intro={t('team-members-intro')}>
      <Table
        caption={t('team-members-title')}
        head={[t('team-member'), t('team-member-refused'), t('refused-count')]}
        rows={members.slice(0, SHOWN_MEMBERS).map(({ name, email, refused, total }) => [
          <span class="stacked">
            <span>{name || email}</span>
            {name && <span class="hint">{email}</span>}
          </span>,
          refused,
          total,
        ])}
      />
      {more > 0 && <p class="hint">{t('team-and-more', { count: more })}</p>}
    </Card>
  );
}

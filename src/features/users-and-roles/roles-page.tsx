import type { Page, Visit } from '../../foundations/http/index.ts';
import { Badge, Card, Icon, PageHead, RowList, Table } from '../../ui/index.ts';
import type { Catalogue } from './catalogue.ts';
import { GUIDE_PATH } from './page-parts.tsx';
import { ROLES, type Role } from './role.ts';
import { words } from './words.ts';

export const ROLES_PATH = '/account/roles';

/** The documented table (MR-1): every permission with a sentence, and who holds it. */
export function rolesPage(visit: Visit, catalogue: Catalogue, own: Role | null): Page {
  const { locale } = visit;
  const t = words(locale);
  return {
    title: t('roles-title'),
    shell: 'desk',
    section: ROLES_PATH,
    content: (
      <>
        <PageHead
          title={t('roles-title')}
          intro={t('roles-intro')}
          guide={{ href: `${GUIDE_PATH}#which-role`, label: t('guide-link') }}
        />
        <Card title={t('roles-card')}>
          <RowList
            items={ROLES.map((role) => ({
              icon: role === 'owner' ? ('key' as const) : ('user' as const),
              title: t(`role-${role}`),
              text: t(`role-${role}-hint`),
              ...(role === own ? { badge: <Badge tone="accent">{t('your-role')}</Badge> } : {}),
            }))}
          />
        </Card>
        <Card title={t('roles-caption')}>
          <Table
            caption={t('roles-caption')}
            head={[t('column-permission'), ...ROLES.map((role) => t(`role-${role}`))]}
            rows={catalogue.permissions.map(({ name, roles, sentence }) => [
              <span class="stacked">
                <span>{sentence(locale)}</span>
                <code class="hint">{name}</code>
              </span>,
              ...ROLES.map((role) =>
                roles.includes(role) ? (
                  <span class="mark">
                    <Icon name="check" />
                    <span class="unseen">{t('yes')}</span>
                  </span>
                ) : (
                  <span class="hint">
                    <span aria-hidden="true">–</span>
                    <span class="unseen">{t('no')}</span>
                  </span>
                ),
              ),
            ])}
          />
        </Card>
      </>
    ),
  };
}

import type { Page, Visit } from '../../foundations/http/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import {
  CodeField,
  CopyButton,
  Facts,
  Field,
  Form,
  HiddenUsername,
  LinkButton,
  PageHead,
  QrCode,
  Steps,
} from '../../ui/index.ts';
import type { SignedInOwner } from './doors.ts';
import type { Enrolment } from './start-enrolment.ts';
import { grouped } from './totp.ts';
import { ENROLMENT_PATH, PAGE_PATH, type Shown } from './two-factor-page.tsx';
import { words } from './words.ts';

const APPS = ['google', 'microsoft', 'apple', 'aegis', 'managers'] as const;

/** The three steps on one page, so that nothing is lost between them. Opening it again shows the same secret. */
export function enrolmentPage(visit: Visit, session: SignedInOwner, enrolment: Enrolment, error?: string): Page {
  const t = words(visit.locale);
  const issuer = new URL(enrolment.otpauthUri).searchParams.get('issuer') ?? '';
  return {
    title: t('enrol-title'),
    shell: 'desk',
    section: PAGE_PATH,
    content: (
      <>
        <PageHead
          title={t('enrol-title')}
          intro={t('enrol-intro')}
          guide={{ href: '/guide/two-factor', label: t('guide') }}
          back={{ href: PAGE_PATH, label: t('title') }}
        />
        <div class="card card-plain">
          <Steps
            steps={[
              { title: t('enrol-install'), text: <InstallStep locale={visit.locale} /> },
              {
                title: t('enrol-scan'),
                text: <ScanStep locale={visit.locale} email={session.email} issuer={issuer} {...enrolment} />,
              },
              {
                title: t('enrol-prove'),
                text: <ProveStep visit={visit} email={session.email} error={error} />,
              },
            ]}
          />
        </div>
      </>
    ),
  };
}

function InstallStep({ locale }: { locale: Locale }) {
  const t = words(locale);
  return (
    <>
      <p>{t('enrol-install-text')}</p>
      <Facts rows={APPS.map((app) => [t(`app-${app}`), t(`app-${app}-text`)])} />
    </>
  );
}

export function ScanStep(props: Enrolment & { locale: Locale; email: string; issuer: string }) {
  const { locale, email, issuer, secret, otpauthUri } = props;
  const t = words(locale);
  return (
    <>
      <p>{t('enrol-scan-text')}</p>
      <div class="scan">
        <div>
          <QrCode text={otpauthUri} label={t('qr-label')} />
          <LinkButton href={otpauthUri} tone="quiet" size="small" icon="phone">
            {t('open-app')}
          </LinkButton>
        </div>
        <div>
          <p>{t('enrol-key-text')}</p>
          <Facts
            rows={[
              [t('enrol-issuer'), issuer],
              [t('enrol-account'), email],
              [
                t('enrol-key'),
                <span class="secret-text" id="secret-key">
                  {grouped(secret)}
                </span>,
              ],
            ]}
          />
          <CopyButton target="secret-key" label={t('copy-key')} done={t('copied-key')} />
        </div>
      </div>
    </>
  );
}

export function ProveStep({ visit, email, error }: { visit: Shown; email: string; error?: string | undefined }) {
  const t = words(visit.locale);
  return (
    <Form action={`${ENROLMENT_PATH}/confirm`} token={visit.formToken} submit={t('enrol-confirm')}>
      <HiddenUsername value={email} />
      <CodeField label={t('enrol-code')} name="code" hint={t('enrol-code-hint')} error={error} />
      <Field label={t('name')} name="name" optional={t('optional')} hint={t('enrol-name-hint')} maxlength={50} />
    </Form>
  );
}

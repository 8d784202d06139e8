import type { Locale } from '../../foundations/i18n/index.ts';
import { Card } from '../../ui/index.ts';
import { ShownCodesCard } from './backup-codes-page.tsx';
import { ProveStep, ScanStep } from './enrolment-page.tsx';
import { AppsCard, CodesCard, StartCard } from './two-factor-page.tsx';
import { words } from './words.ts';

const EMAIL = 'camille@example.com';
const AT = new Date('2026-11-24T09:30:00.000Z');
const SECRET = 'EXAMPLEEXAMPLEEXAMPLEEXAMPLEABCD';

/** The pages of this room for the guide, with contents that are worth nothing: scanned, the QR code says so. */
export function twoFactorPictures({ brand, site }: { brand: string; site: string }) {
  const visit = (locale: Locale) => ({ locale, timeZone: 'UTC', formToken: '' });
  return {
    'two-factor-start': (locale: Locale) => <StartCard visit={visit(locale)} />,
    'two-factor-scan': (locale: Locale) => {
      const t = words(locale);
      return (
        <Card title={t('enrol-scan')}>
          <div class="step-text">
            <ScanStep locale={locale} email={EMAIL} issuer={brand} secret={SECRET} otpauthUri={t('picture-scanned')} />
          </div>
        </Card>
      );
    },
    'two-factor-prove': (locale: Locale) => (
      <Card title={words(locale)('enrol-prove')}>
        <ProveStep visit={visit(locale)} email={EMAIL} />
      </Card>
    ),
    'two-factor-codes': (locale: Locale) => {
      const backupCodes = [...'ABCDEFGHIJ'].map((letter) => `EXAM-PLEX-XXXX-XXX${letter}`);
      return (
        <ShownCodesCard
          visit={visit(locale)}
          whose={{ site: `${brand}, ${site}`, email: EMAIL }}
          codes={{ set: 1, at: AT, backupCodes }}
        />
      );
    },
    'two-factor-on': (locale: Locale) => {
      const t = words(locale);
      const apps = [
        { id: 'one', name: t('picture-phone'), createdAt: AT, lastUsedAt: AT },
        { id: 'two', name: t('picture-tablet'), createdAt: AT, lastUsedAt: null },
      ];
      return (
        <>
          <AppsCard visit={visit(locale)} apps={apps} />
          <CodesCard visit={visit(locale)} codes={{ id: '', number: 1, createdAt: AT, left: 9 }} />
        </>
      );
    },
  };
}

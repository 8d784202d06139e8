import type { Visit } from '../../foundations/http/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import { Badge, type BadgeTone, Notice, type NoticeTone, Time } from '../../ui/index.ts';
import type { Protection } from './doors.ts';
import { ROLES, type Role } from './role.ts';
import { words } from './words.ts';

export const GUIDE_PATH = '/guide/users-and-roles';

/** Shown above a page after something was done or refused. */
export interface Message {
  tone: NoticeTone;
  title: string;
  text?: string | undefined;
}

export function MessageNotice({ message }: { message: Message | undefined }) {
  if (message === undefined) return null;
  return (
    <Notice tone={message.tone} title={message.title}>
      {message.text && <p>{message.text}</p>}
    </Notice>
  );
}

const TONES: Record<'active' | 'suspended' | 'waiting', BadgeTone> = {
  active: 'good',
  suspended: 'warning',
  waiting: 'accent',
};

export function StateBadge({ state, locale }: { state: keyof typeof TONES; locale: Locale }) {
  return <Badge tone={TONES[state]}>{words(locale)(`state-${state}`)}</Badge>;
}

/** Whether the password alone opens what is theirs, and whether they have what a rule can ask for. */
export function ProtectionBadges({ member, locale }: { member: Protection; locale: Locale }) {
  const t = words(locale);
  return (
    <span class="stacked">
      <Badge tone={member.secondFactor ? 'good' : 'warning'}>
        {t(member.secondFactor ? 'has-second-factor' : 'no-second-factor')}
      </Badge>
      {member.passkey && <Badge tone="good">{t(member.passkeyOnly ? 'passkey-only' : 'has-passkey')}</Badge>}
    </span>
  );
}

export function At({ at, visit }: { at: Date; visit: Pick<Visit, 'locale' | 'timeZone'> }) {
  return <Time at={at} locale={visit.locale} timeZone={visit.timeZone} />;
}

/** The roles that may be given, each with what it is for. */
export function roleOptions(locale: Locale, mayGive: (role: Role) => boolean) {
  const t = words(locale);
  return ROLES.filter(mayGive).map((role) => ({ value: role, label: t(`role-${role}`), hint: t(`role-${role}-hint`) }));
}

/** A name where there is one, else the address. */
export function nameOf({ name, email }: { name: string; email: string }): string {
  return name || email;
}

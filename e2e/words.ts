import { words as antiPhishingCode } from '../src/features/anti-phishing-code/words.ts';
import { words as ipRestriction } from '../src/features/ip-restriction/words.ts';
import { words as loginAlerts } from '../src/features/login-alerts/words.ts';
import { words as loginHistory } from '../src/features/login-history/words.ts';
import { words as officialMail } from '../src/features/official-mail/words.ts';
import { words as passkeys } from '../src/features/passkeys/words.ts';
import { words as passwords } from '../src/features/passwords/words.ts';
import { words as recovery } from '../src/features/recovery/words.ts';
import { words as registration } from '../src/features/registration/words.ts';
import { words as overview } from '../src/features/security-gauge/words.ts';
import { words as guide } from '../src/features/security-guide/words.ts';
import { words as sessions } from '../src/features/sessions/words.ts';
import { words as signIn } from '../src/features/sign-in/words.ts';
import { words as twoFactor } from '../src/features/two-factor/words.ts';
import { words as usersAndRoles } from '../src/features/users-and-roles/words.ts';
import problemsEn from '../src/foundations/http/messages.en.json' with { type: 'json' };
import problemsFr from '../src/foundations/http/messages.fr.json' with { type: 'json' };
import { defineWords, type Locale } from '../src/foundations/i18n/index.ts';
import { words as frame } from '../src/ui/words.ts';

const problems = defineWords({ en: problemsEn, fr: problemsFr });

/** What the pages say in one language, room by room: tests find things by the words that people read. */
export function wordsIn(locale: Locale) {
  return {
    antiPhishingCode: antiPhishingCode(locale),
    frame: frame(locale),
    guide: guide(locale),
    ipRestriction: ipRestriction(locale),
    loginAlerts: loginAlerts(locale),
    loginHistory: loginHistory(locale),
    officialMail: officialMail(locale),
    overview: overview(locale),
    passkeys: passkeys(locale),
    passwords: passwords(locale),
    problems: problems(locale),
    recovery: recovery(locale),
    registration: registration(locale),
    sessions: sessions(locale),
    signIn: signIn(locale),
    twoFactor: twoFactor(locale),
    usersAndRoles: usersAndRoles(locale),
  };
}

export type Words = ReturnType<typeof wordsIn>;

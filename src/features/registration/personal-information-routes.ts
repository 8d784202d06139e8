import { z } from 'zod';
import type { Queries } from '../../foundations/database/index.ts';
import { type FieldError, type Handler, parseInput, refuseInput, type Visit } from '../../foundations/http/index.ts';
import { isTimeZone, LOCALES } from '../../foundations/i18n/index.ts';
import type { Session } from '../sessions/index.ts';
import type { Users } from './index.ts';
import { normaliseName } from './person-name.ts';
import { DONE, PAGE_PATH, type PersonalInformation, personalInformationPage } from './personal-information-page.tsx';
import type { ReadAddresses } from './read-addresses.ts';
import { words } from './words.ts';

const input = z.strictObject({
  name: z.string().max(400).optional(),
  locale: z.enum(LOCALES).optional(),
  timeZone: z.string().max(64).optional(),
});

export function createPersonalInformationRoutes(deps: {
  users: Pick<Users, 'update'>;
  queries: Queries;
  readAddresses: ReadAddresses;
}) {
  async function informationOf(visit: Visit, session: Session): Promise<PersonalInformation> {
    const { name, locale, timeZone, userId } = session;
    return { name, locale, timeZone, ...(await deps.readAddresses(userId, visit.browser)) };
  }

  const show: Handler<Session> = async (visit, session) => {
    const info = await informationOf(visit, session);
    const done = DONE.find((word) => word === visit.query.done);
    return { kind: 'page', page: personalInformationPage(visit, info, { done }), json: jsonOf(info) };
  };

  const save: Handler<Session> = async (visit, session) => {
    const t = words(visit.locale);
    const parsed = parseInput(input, visit.body, visit.locale);
    const errors: FieldError[] = parsed.ok ? [] : [...parsed.errors];
    const value = parsed.ok ? parsed.value : {};
    const name = value.name === undefined ? undefined : normaliseName(value.name);
    if (name === null) errors.push({ field: 'name', code: 'invalid', message: t('name-invalid') });
    if (value.timeZone !== undefined && !isTimeZone(value.timeZone)) {
      errors.push({ field: 'timeZone', code: 'invalid', message: t('time-zone-invalid') });
    }
    if (errors.length > 0) {
      const typed = value.name === undefined ? {} : { name: value.name };
      const info = { ...(await informationOf(visit, session)), ...typed };
      return refuseInput(errors, personalInformationPage(visit, info, { errors }));
    }
    await deps.users.update(deps.queries, session.userId, {
      ...(typeof name === 'string' ? { name } : {}),
      ...(value.locale ? { locale: value.locale } : {}),
      ...(value.timeZone ? { time_zone: value.timeZone } : {}),
    });
    return { kind: 'done', status: 200, json: {}, location: `${PAGE_PATH}?done=saved` };
  };

  return { show, save };
}

function jsonOf({ name, locale, timeZone, email, addresses, pending }: PersonalInformation) {
  return {
    ...{ name, locale, timeZone, email, pending },
    addresses: addresses.map(({ address, is_sign_in_address, until }) => ({
      address,
      signIn: is_sign_in_address,
      until: until?.toISOString() ?? null,
    })),
  };
}

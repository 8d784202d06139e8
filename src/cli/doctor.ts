import type { KeyRing } from '../foundations/crypto/index.ts';
import { silentLog } from '../foundations/log.ts';
import { readSettings, type Settings, SettingsError } from '../settings.ts';
import { explain } from '../start.ts';
import { checkDatabase } from './check-database.ts';
import { checkMailServer } from './check-mail-server.ts';
import { checkSecrets } from './check-secrets.ts';
import type { Command } from './command.ts';
import { type Finding, lineOf } from './finding.ts';
import { withDatabase } from './open-database.ts';

export const doctor: Command = {
  name: 'doctor',
  operands: [],
  options: [],
  summary: 'Checks everything the product needs, one line each.',
  help:
    'Settings, secrets, database, clock, schema, key ring, mail server. Changes nothing and sends nothing. Ends with 1 when\n' +
    'something is wrong, and says on that line what to do.',
  async run({ environment, say }) {
    const findings: Finding[] = [];
    const found = (more: readonly Finding[]) => {
      for (const finding of more) say(lineOf(finding));
      findings.push(...more);
    };
    const settings = settingsOf(() => readSettings(environment), found);
    if (settings !== null) {
      const { finding, keyRing } = await checkSecrets(settings);
      found([finding]);
      found(await databaseFindings(settings, keyRing));
      found([await checkMailServer(settings, silentLog)]);
    }
    return findings.every(({ ok }) => ok);
  },
};

function settingsOf(read: () => Settings, found: (findings: Finding[]) => void): Settings | null {
  try {
    const settings = read();
    found([{ about: 'settings', ok: true, words: `they fit together; people come to ${settings.publicUrl.origin}.` }]);
    return settings;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const todo = 'docs/settings.md describes it.';
    found(
      error.problems.map(({ variable, words }) => ({
        about: 'settings',
        ok: false,
        words: `${variable} ${words}.`,
        todo,
      })),
    );
    return null;
  }
}

async function databaseFindings(settings: Settings, keyRing: KeyRing | null): Promise<Finding[]> {
  try {
    return await withDatabase(settings, ({ database }) => checkDatabase(database, keyRing));
  } catch (error) {
    return [{ about: 'database', ok: false, words: explain(error), todo: '' }];
  }
}
